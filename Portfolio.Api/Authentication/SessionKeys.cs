using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Portfolio.Api.Authentication;

/// <summary>Keeps the keys of sessions: in a directory for the owner alone, or in memory.</summary>
internal sealed class SessionKeys(IOptions<TokenOptions> token) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        if (token.Value.SessionKeysDirectory is not { } directory)
        {
            options.XmlRepository = new InMemory();
            return;
        }

        if (!directory.Exists && !OperatingSystem.IsWindows())
        {
            const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(directory.FullName, OwnerOnly);
        }

        options.XmlRepository = new FileSystemXmlRepository(directory, NullLoggerFactory.Instance);
    }

    private sealed class InMemory : IXmlRepository
    {
        private readonly List<System.Xml.Linq.XElement> elements = [];

        public IReadOnlyCollection<System.Xml.Linq.XElement> GetAllElements()
        {
            lock (elements)
                return [.. elements];
        }

        public void StoreElement(System.Xml.Linq.XElement element, string friendlyName)
        {
            lock (elements)
                elements.Add(element);
        }
    }
}
