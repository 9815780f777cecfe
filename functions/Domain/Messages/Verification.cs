namespace CampaignTasks.Domain.Messages;

/// <summary>A provider's answer to whether an account's settings work. Nothing is sent to find out.</summary>
public abstract record Verification
{
    private Verification() { }

    /// <summary>The provider knows the account.</summary>
    /// <param name="Identity">How the provider names it: a bot, a group, a number; null when it gives no name.</param>
    public sealed record Works(string? Identity) : Verification;

    /// <summary>The provider, or the policy of outbound requests, refuses the settings.</summary>
    /// <param name="Code">The provider's code.</param>
    /// <param name="Reason">What is wrong.</param>
    public sealed record Fails(string Code, string Reason) : Verification;

    /// <summary>The provider could not be asked, or its answer does not tell: ask again later.</summary>
    /// <param name="Code">What happened.</param>
    /// <param name="Reason">The same in words.</param>
    public sealed record Unclear(string Code, string Reason) : Verification;
}
