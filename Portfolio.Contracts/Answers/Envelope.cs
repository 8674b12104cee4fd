using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Portfolio.Contracts.Errors;

namespace Portfolio.Contracts.Answers;

/// <summary>The shape of every JSON answer.</summary>
/// <param name="Success">True exactly when <c>error</c> is null.</param>
/// <param name="Data">Null where there is none; may accompany an error (a connection that was refused).</param>
public sealed record Envelope<T>(bool Success, T? Data, Error? Error, Meta? Meta);

/// <summary>An error, for the person who reads it and for the program that branches on it.</summary>
/// <param name="Kind">For programs, which branch on it.</param>
/// <param name="Message">What happened, in a sentence.</param>
/// <param name="Action">What to do about it, in a sentence.</param>
/// <param name="TraceId">Finds this request in the logs.</param>
/// <param name="Fields">Field name to its problem; left out when the error is not about fields.</param>
public sealed record Error(
    [property: ValuesOf(typeof(ErrorKinds))] string Kind,
    string Message,
    string Action,
    string TraceId,
    [property: JsonIgnore(
        Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Fields = null);

/// <summary>Beside the data: the next page of a list, or the counts of a first sync.</summary>
/// <param name="NextCursor">Send it as <c>cursor</c> for the next page; null on the last one.</param>
/// <param name="AssetsSync">
/// The number of assets that the first sync with a key put into the portfolio; left out where the answer waited for no
/// sync.
/// </param>
/// <param name="FirstSync">More about that sync; present whenever <c>assetsSync</c> is.</param>
public sealed record Meta(
    string? NextCursor = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? AssetsSync = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FirstSync? FirstSync = null);

/// <summary>The first sync with the key of the request.</summary>
/// <param name="RunId">The run's id in <c>GET /connections/{id}/runs</c>.</param>
/// <param name="Outcome"><c>partial</c> when a wallet could not be read, or was read and not booked.</param>
/// <param name="DustSkipped">Assets that the run left out as dust.</param>
/// <param name="Unpriced">Synced assets without a live price.</param>
/// <param name="TotalUsd">USD value of the synced assets, as a number in text.</param>
public sealed record FirstSync(
    Guid RunId,
    [property: AllowedValues("succeeded", "partial")] string Outcome,
    int DustSkipped,
    int Unpriced,
    string TotalUsd,
    Guid PortfolioId,
    string PortfolioName);
