namespace CampaignTasks.Domain.Addresses;

/// <summary>The addresses that webhooks go to.</summary>
internal static class WebhookAddress
{
    private const string Form = "Not an address for webhooks: write it with https, as in https://crm.example.com/hook.";

    /// <summary>
    /// Reads an absolute https address; plain http is for servers on this machine. Host names are written in ASCII. Where requests may go
    /// is checked when they are made.
    /// </summary>
    public static AddressReading Read(ReadOnlySpan<char> text, int longest)
    {
        if (!Uri.TryCreate(text.ToString(), UriKind.Absolute, out var address) || address.Host.Length is 0 || !IsWeb(address))
        {
            return AddressReading.Bad(Form);
        }

        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
        {
            return AddressReading.Bad("An address for webhooks has no user name, password or fragment (#): remove it.");
        }

        var port = address.IsDefaultPort ? "" : $":{address.Port}";
        var host = address.HostNameType is UriHostNameType.IPv6 ? address.Host : address.IdnHost;
        var canonical = $"{address.Scheme}://{host}{port}{address.PathAndQuery}";
        return canonical.Length > longest
            ? AddressReading.Bad($"The address is too long: give at most {longest} characters.")
            : AddressReading.Good(canonical);
    }

    private static bool IsWeb(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}
