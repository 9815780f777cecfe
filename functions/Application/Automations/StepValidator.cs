using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Automations;

/// <summary>The check of the steps of automations.</summary>
internal sealed class StepValidator(
    AudienceRequestValidator segments,
    CreativeResolver creatives,
    TaskAccounts accounts,
    UnsubscribeLinks links,
    IWebhookSender webhooks
)
{
    /// <summary>The most steps of an automation, those of branches included.</summary>
    public const int MostSteps = 50;

    /// <summary>The most branches within each other.</summary>
    public const int DeepestBranch = 4;

    /// <summary>Checks all steps; what is wrong is left out of the answer.</summary>
    public async Task<IReadOnlyList<AutomationStep>> CheckAsync(
        string tenantId,
        List<StepRequest?>? given,
        bool starts,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (given is null or { Count: 0 })
        {
            errors.Add("steps", "The steps are missing: give at least one, as in {\"wait\":{\"for\":\"P1D\"}}.");
            return [];
        }

        if (CountOf(given) > MostSteps)
        {
            errors.Add("steps", $"There are more than {MostSteps} steps, those of branches included: give fewer.");
            return [];
        }

        var all = await ListAsync(new(tenantId, starts, errors), given, "steps", depth: 0, cancellationToken);
        if (Sends(all).SelectMany(send => send.Creatives).Sum(creative => CreativeSize.Of(creative.Content)) > CreativeLimits.LargestPlan)
        {
            errors.Add("steps", "The creatives are too large together: give at most 640 KiB, all languages included.");
        }

        return all;
    }

    /// <summary>
    /// Takes the newest versions of saved creatives into steps that start now, and checks whether their accounts can send. Content whose
    /// creative was deleted stays.
    /// </summary>
    public Task<IReadOnlyList<AutomationStep>> RenewAsync(
        string tenantId,
        IReadOnlyList<AutomationStep> planned,
        ValidationErrors errors,
        CancellationToken cancellationToken
    ) => RenewAsync(new(tenantId, Starts: true, errors), planned, "steps", cancellationToken);

    private async Task<IReadOnlyList<AutomationStep>> RenewAsync(
        Check check,
        IReadOnlyList<AutomationStep> planned,
        string path,
        CancellationToken cancellationToken
    )
    {
        List<AutomationStep> renewed = [];
        for (var i = 0; i < planned.Count; i++)
        {
            var at = $"{path}[{i}]";
            renewed.Add(
                planned[i] switch
                {
                    AutomationStep.Send send => await RenewAsync(check, send, $"{at}.send", cancellationToken),
                    AutomationStep.Branch branch => branch with
                    {
                        Then = await RenewAsync(check, branch.Then, $"{at}.branch.then", cancellationToken),
                        Else = await RenewAsync(check, branch.Else, $"{at}.branch.else", cancellationToken),
                    },
                    var other => other,
                }
            );
        }

        return renewed;
    }

    private async Task<AutomationStep.Send> RenewAsync(
        Check check,
        AutomationStep.Send send,
        string path,
        CancellationToken cancellationToken
    )
    {
        var own = new ValidationErrors();
        var newest = await creatives.NewestAsync(check.TenantId, send.Creatives, cancellationToken);
        var content = PlannedCreatives.Check(newest, send.Channel, new CreativeUse(HasCampaign: false, links.Exist), own);
        await AccountsAsync(check, send.Channel, send.Accounts, own, cancellationToken);
        check.Errors.Include(own, field => $"{path}.{field}");
        return content is null ? send : send with { Creatives = content };
    }

    private async Task<List<AutomationStep>> ListAsync(
        Check check,
        List<StepRequest?> given,
        string path,
        int depth,
        CancellationToken cancellationToken
    )
    {
        List<AutomationStep> good = [];
        for (var i = 0; i < given.Count; i++)
        {
            if (await StepAsync(check, given[i], $"{path}[{i}]", depth, cancellationToken) is { } step)
            {
                good.Add(step);
            }
        }

        return good;
    }

    private async Task<AutomationStep?> StepAsync(
        Check check,
        StepRequest? given,
        string path,
        int depth,
        CancellationToken cancellationToken
    )
    {
        object?[] kinds = [given?.Send, given?.Wait, given?.Branch, given?.Update, given?.Webhook];
        if (kinds.Count(kind => kind is not null) != 1)
        {
            check.Errors.Add(path, "Give exactly one of send, wait, branch, update and webhook.");
            return null;
        }

        return given switch
        {
            { Send: { } send } => await SendAsync(check, send, $"{path}.send", cancellationToken),
            { Wait: { } wait } => WaitSteps.Check(wait, $"{path}.wait", check.Errors),
            { Branch: { } branch } => await BranchAsync(check, branch, $"{path}.branch", depth, cancellationToken),
            { Update: { } update } => Update(check, update, $"{path}.update"),
            { Webhook: { } webhook } => Webhook(check, webhook, $"{path}.webhook"),
            _ => null,
        };
    }

    private async Task<AutomationStep.Send?> SendAsync(Check check, SendStepRequest given, string path, CancellationToken cancellationToken)
    {
        var own = new ValidationErrors();
        IReadOnlyList<string> senders = [];
        IReadOnlyList<PlannedCreative>? content = null;
        if (given.Channel is not { } channel)
        {
            own.Add("channel", "The channel is missing: give the one to send on, as in email or sms.");
        }
        else
        {
            var choice = new CreativeChoice(given.Creative, given.CreativeId, given.Creatives);
            var chosen = await creatives.ResolveAsync(check.TenantId, channel, choice, own, cancellationToken);
            if (chosen is null or { Count: 0 } && own.IsEmpty)
            {
                own.Add(
                    "creative",
                    "The creative is missing: give what to say, as in {\"text\":\"Hello\"}, or a creativeId, or creatives."
                );
            }

            var use = new CreativeUse(HasCampaign: false, links.Exist);
            content = chosen is null ? null : PlannedCreatives.Check(chosen, channel, use, own);
            senders = await AccountsAsync(check, channel, given.Accounts, own, cancellationToken);
        }

        check.Errors.Include(own, field => $"{path}.{field}");
        return content is null || !own.IsEmpty
            ? null
            : new AutomationStep.Send(given.Channel!.Value) { Accounts = senders, Creatives = content };
    }

    private async Task<IReadOnlyList<string>> AccountsAsync(
        Check check,
        Domain.ChannelKind channel,
        IReadOnlyList<string?>? named,
        ValidationErrors own,
        CancellationToken cancellationToken
    )
    {
        if (named is { Count: 0 } || named?.Any(string.IsNullOrWhiteSpace) is true || named?.Distinct().Count() != named?.Count)
        {
            own.Add("accounts", "The list of accounts is empty, or has a blank or repeated id: name each account once, or leave it out.");
            return [];
        }

        return await accounts.ResolveAsync(check.TenantId, channel, named?.OfType<string>().ToList(), check.Starts, own, cancellationToken);
    }

    private async Task<AutomationStep.Branch?> BranchAsync(
        Check check,
        BranchStepRequest given,
        string path,
        int depth,
        CancellationToken cancellationToken
    )
    {
        if (depth >= DeepestBranch)
        {
            check.Errors.Add(path, $"Branches are nested too deep: give at most {DeepestBranch} within each other.");
            return null;
        }

        if (given.If is null)
        {
            check.Errors.Add($"{path}.if", "The rule is missing: give a segment rule, as in {\"countries\":[\"FR\"]}.");
        }

        var rule = given.If is null
            ? null
            : await segments.CheckSegmentAsync(check.TenantId, given.If, $"{path}.if", check.Errors, cancellationToken);
        if (given.Then is null or { Count: 0 } && given.Else is null or { Count: 0 })
        {
            check.Errors.Add(path, "The branch leads nowhere: give steps in then or in else.");
        }

        var then = await ListAsync(check, given.Then ?? [], $"{path}.then", depth + 1, cancellationToken);
        var @else = await ListAsync(check, given.Else ?? [], $"{path}.else", depth + 1, cancellationToken);
        return rule is null ? null : new AutomationStep.Branch(rule.Rule) { Then = then, Else = @else };
    }

    private static AutomationStep.Update? Update(Check check, UpdateStepRequest given, string path)
    {
        if (given.Attributes is null or { Count: 0 })
        {
            check.Errors.Add($"{path}.attributes", "The attributes are missing: give at least one, as in {\"stage\":\"welcomed\"}.");
            return null;
        }

        var own = new ValidationErrors();
        var change = ContactAttributes.CheckChange(given.Attributes, own);
        check.Errors.Include(own, field => $"{path}.{field}");
        return new AutomationStep.Update(change);
    }

    private AutomationStep.WebhookCall? Webhook(Check check, WebhookStepRequest given, string path)
    {
        if (WebhookService.ProblemOf(given.Url, webhooks) is { } problem)
        {
            check.Errors.Add($"{path}.url", problem);
            return null;
        }

        return new AutomationStep.WebhookCall(given.Url!.Trim());
    }

    private static IEnumerable<AutomationStep.Send> Sends(IReadOnlyList<AutomationStep> steps) =>
        steps.SelectMany(step =>
            step switch
            {
                AutomationStep.Send send => [send],
                AutomationStep.Branch branch => Sends(branch.Then).Concat(Sends(branch.Else)),
                _ => [],
            }
        );

    private static int CountOf(List<StepRequest?>? steps) =>
        steps?.Sum(step => 1 + CountOf(step?.Branch?.Then) + CountOf(step?.Branch?.Else)) ?? 0;

    private sealed record Check(string TenantId, bool Starts, ValidationErrors Errors);
}
