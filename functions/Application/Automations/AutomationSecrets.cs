using System.Security.Cryptography;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Automations;

/// <summary>The secrets that sign what webhook steps of automations post.</summary>
internal sealed class AutomationSecrets(ISecretProtector protector)
{
    private const int KeyBytes = 32;

    /// <summary>Gives an automation with a webhook step a secret, unless it has one.</summary>
    public Automation Ensure(Automation automation) =>
        automation.ProtectedSecret is null && new AutomationFlow(automation.Plan).Nodes.Any(node => node.Step is AutomationStep.WebhookCall)
            ? automation with
            {
                ProtectedSecret = Protect(automation, NewSecret()),
            }
            : automation;

    /// <summary>Makes a secret for an automation.</summary>
    /// <returns>The secret as people copy it, and encrypted.</returns>
    public (string Secret, string Protected) New(Automation automation)
    {
        var secret = NewSecret();
        return (secret, Protect(automation, secret));
    }

    /// <summary>Reads the key that signs.</summary>
    /// <exception cref="InvalidOperationException">The automation has no secret.</exception>
    public byte[] KeyOf(Automation automation) =>
        automation.ProtectedSecret is { } secret
            ? StandardWebhookSignature.ReadKey(protector.Unprotect(secret, automation.SecretPlace))!
            : throw new InvalidOperationException($"Automation {automation.Id} has no secret.");

    private string Protect(Automation automation, string secret) => protector.Protect(secret, automation.SecretPlace);

    private static string NewSecret() => StandardWebhookSignature.ToSecret(RandomNumberGenerator.GetBytes(KeyBytes));
}
