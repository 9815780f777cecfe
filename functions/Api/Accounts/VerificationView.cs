using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Accounts;

/// <summary>A provider's answer to whether an account's settings work.</summary>
/// <param name="Status">Works, fails, or unclear: ask again later.</param>
/// <param name="Identity">How the provider names the account: a bot, a group, a number; null where it gives no name.</param>
/// <param name="Code">The provider's code; null when it works.</param>
/// <param name="Reason">What is wrong; null when it works.</param>
internal sealed record VerificationView(VerificationStatus Status, string? Identity, string? Code, string? Reason)
{
    public static VerificationView From(Verification verification) =>
        verification switch
        {
            Verification.Works works => new(VerificationStatus.Works, works.Identity, Code: null, Reason: null),
            Verification.Fails fails => new(VerificationStatus.Fails, Identity: null, fails.Code, fails.Reason),
            Verification.Unclear unclear => new(VerificationStatus.Unclear, Identity: null, unclear.Code, unclear.Reason),
            _ => throw new InvalidOperationException("A verification ends in one of three ways."),
        };
}
