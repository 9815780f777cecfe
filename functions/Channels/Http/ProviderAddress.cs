using System.Diagnostics.CodeAnalysis;
using CampaignTasks.Channels.Outbound;

namespace CampaignTasks.Channels.Http;

/// <summary>The rules of provider addresses in accounts' settings.</summary>
internal static class ProviderAddress
{
    /// <summary>Reads the address of a server. Plain http is for test servers on this machine only.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address, [NotNullWhen(false)] out string? problem)
    {
        problem =
            !Uri.TryCreate(text, UriKind.Absolute, out address) || address.Host.Length is 0
                ? "Give an absolute address such as https://name.example."
            : address.UserInfo.Length > 0 ? "Leave the user name and password out of the address."
            : address.Scheme == Uri.UriSchemeHttp && !OutboundHost.Of(address).IsLoopback
                ? "Use https; plain http is allowed only for this machine (127.0.0.1, localhost)."
            : address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps ? "Use https."
            : address.AbsolutePath is not "/" || address.Query.Length > 0 || address.Fragment.Length > 0
                ? "Give the address without a path, query or fragment."
            : null;
        return problem is null;
    }

    /// <summary>Gets the value of the Host header for an address.</summary>
    public static string HostHeader(Uri address)
    {
        var host = address.HostNameType is UriHostNameType.Dns ? address.IdnHost : address.Host;
        return address.IsDefaultPort ? host : string.Create(null, $"{host}:{address.Port}");
    }
}
