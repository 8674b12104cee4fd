namespace Portfolio.Storage.Audit;

/// <summary>Goes through the rows of all chains, in their order, and notes what is missing or was altered.</summary>
internal sealed class AuditVerification(
    IReadOnlyCollection<AuditHead> heads, IReadOnlyCollection<AuditHead> logged)
{
    private readonly Evidence[] evidence = [new("its head", heads), new("the log", logged)];
    private readonly List<string> findings = [];
    private readonly HashSet<Guid> chains = [];
    private ChainRow? last;
    private long rows;

    public void Add(ChainRow row)
    {
        if (last?.Chain != row.Chain)
        {
            EndChain();
            chains.Add(row.Chain);
            last = null;
        }

        rows++;
        CheckPlace(row);
        if (!AuditHash.Of(row).AsSpan().SequenceEqual(row.Hash))
            Note(row.Chain, $"row {row.Number} was altered: its hash is not the one of its fields.");
        if (row.Salt is { } salt && !AuditHash.OfPersonal(salt, row).AsSpan().SequenceEqual(row.PersonalDigest))
            Note(row.Chain, $"row {row.Number} was altered: its actor, address or detail is another one.");
        foreach (var known in evidence.Where(known => known.Differs(row)))
            Note(row.Chain, $"row {row.Number} was written again: {known.Name} has another hash for it.");
        last = row;
    }

    public AuditReport End()
    {
        EndChain();
        foreach (var chain in evidence.SelectMany(known => known.Chains).Distinct().Except(chains).Order())
            CheckEnd(chain, 0);
        return new AuditReport(rows, chains.Count, findings);
    }

    private void CheckPlace(ChainRow row)
    {
        var expected = (last?.Number ?? 0) + 1;
        if (row.Number != expected)
            Note(row.Chain, $"{Missing(expected, row.Number - 1)}.");
        else if (!row.PreviousHash.AsSpan().SequenceEqual(last?.Hash ?? []))
            Note(row.Chain, $"row {row.Number} does not continue the row before it.");
    }

    private void EndChain()
    {
        if (last is not null)
            CheckEnd(last.Chain, last.Number);
    }

    private void CheckEnd(Guid chain, long end)
    {
        if (evidence.MaxBy(known => known.EndOf(chain)) is { } farthest && farthest.EndOf(chain) is var reached
            && reached > end)
        {
            Note(chain, $"{Missing(end + 1, reached)} at the end: {farthest.Name} has been at row {reached}.");
        }
    }

    private void Note(Guid chain, string finding) => findings.Add(
        chain == Guid.Empty ? $"The system's chain: {finding}" : $"The chain of user {chain}: {finding}");

    private static string Missing(long first, long last) =>
        first == last ? $"row {first} is missing" : $"rows {first} to {last} are missing";

    /// <summary>Numbers and hashes that chains have had.</summary>
    private sealed class Evidence(string name, IEnumerable<AuditHead> heads)
    {
        private readonly Dictionary<Guid, ILookup<long, string>> known = heads.Distinct().GroupBy(head => head.Chain)
            .ToDictionary(chain => chain.Key, chain => chain.ToLookup(head => head.Number, head => head.Hash));

        public string Name => name;

        public IEnumerable<Guid> Chains => known.Keys;

        public long EndOf(Guid chain) => known.TryGetValue(chain, out var at) ? at.Max(hashes => hashes.Key) : 0;

        public bool Differs(ChainRow row) =>
            known.TryGetValue(row.Chain, out var at)
            && at[row.Number].Any(hash => hash != Convert.ToHexStringLower(row.Hash));
    }
}

/// <summary>The result of a verification.</summary>
/// <param name="Findings">A sentence for each row, or sequence of rows, that is not as it was written.</param>
public sealed record AuditReport(long Rows, int Chains, IReadOnlyList<string> Findings);
