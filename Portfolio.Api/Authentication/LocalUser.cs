using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>The one user of a server without an identity provider. The row is made at the first use.</summary>
internal sealed class LocalUser(UserStore users, IOptions<TokenOptions> options)
{
    private volatile bool isThere;

    public Guid Id => options.Value.UserId;

    /// <summary>False where an identity provider signs people in.</summary>
    public bool MaySignIn => options.Value.Mode is SignInMode.Local;

    /// <summary>Makes the row, once. Without a database it is made later: nothing can be stored before that.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (isThere || !MaySignIn)
            return;

        try
        {
            await users.AddLocalAsync(Id, ct);
            isThere = true;
        }
        catch (NpgsqlException)
        {
            // Whatever the request needs of the database fails with its own sentence.
        }
    }
}
