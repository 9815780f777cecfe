using CampaignTasks.Channels.Rest;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Meta;

/// <summary>The settings that all accounts at Meta have.</summary>
internal static class MetaSettings
{
    /// <summary>The version of the Graph API.</summary>
    public const string Version = "v23.0";

    public const string Token = "accessToken";

    /// <summary>The access token.</summary>
    public static AccountSetting AccessToken(string hint) =>
        new(Token, IsRequired: true, IsSecret: true, text => CheckSecret(text, 20, 1000, "Give the access token as Meta shows it."))
        {
            Hint = hint,
        };

    /// <summary>The secret that signs webhook calls.</summary>
    public static AccountSetting AppSecret { get; } =
        new("appSecret", IsRequired: false, IsSecret: true, text => CheckSecret(text, 16, 200, "Give the app's secret as Meta shows it."))
        {
            Hint = "The app's secret, from its basic settings: it signs the webhook's calls. Without it they are refused.",
        };

    /// <summary>The verify token of the handshake.</summary>
    public static AccountSetting VerifyToken { get; } =
        new(HookProof.Secret, IsRequired: false, IsSecret: true, text =>
            CheckSecret(text, 16, 200, "Give 16 to 200 printable characters without blanks.")
        )
        {
            Hint = "The verify token of the webhook; one is made when you leave it out: code in the account's webhookUrl.",
        };

    /// <summary>A number of Meta's: of a phone number, of an account.</summary>
    public static AccountSetting Id(string name, string hint) =>
        new(name, IsRequired: true, IsSecret: false, text =>
            text.Length is >= 5 and <= 25 && text.All(char.IsAsciiDigit) ? null : "Give the id as Meta shows it: digits only."
        )
        {
            Hint = hint,
            IsSecretDestination = true,
        };

    private static string? CheckSecret(string text, int least, int most, string fault) =>
        text.Length >= least && text.Length <= most && text.All(static letter => letter is > ' ' and <= '~') ? null : fault;
}
