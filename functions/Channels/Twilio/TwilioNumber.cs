namespace CampaignTasks.Channels.Twilio;

/// <summary>Numbers as Twilio writes them: on WhatsApp with the channel before the number.</summary>
internal static class TwilioNumber
{
    private const string Whatsapp = "whatsapp:";

    /// <summary>Returns the number alone.</summary>
    public static string Plain(string text) =>
        text.StartsWith(Whatsapp, StringComparison.OrdinalIgnoreCase) ? text[Whatsapp.Length..] : text;
}
