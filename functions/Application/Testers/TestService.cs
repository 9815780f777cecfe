using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Testers;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Testers;

/// <summary>The use cases of testers, and of testing tasks on them.</summary>
internal sealed class TestService(ITesterStore testers, ISettingsStore settings, TaskAccounts accounts, TimeProvider time)
{
    private const string Field = "testers";

    /// <summary>Stores a new tester.</summary>
    /// <exception cref="ValidationException">Something is wrong with the request.</exception>
    public async Task<Tester> AddAsync(string tenantId, string id, TesterRequest request, CancellationToken cancellationToken)
    {
        var country = (await settings.ReadAsync(tenantId, cancellationToken)).Country;
        var tester = new TesterDefinition(request.Name, request.Addresses).Check(tenantId, id, country, time.GetUtcNow());
        return await testers.AddAsync(tester, cancellationToken);
    }

    /// <summary>Tests a task, to be carried out by <see cref="TaskService.ActAsync"/>: its orchestration sends the messages.</summary>
    /// <param name="by">The caller.</param>
    /// <param name="id">The id of the request: the same request again is the same test.</param>
    /// <param name="request">The testers.</param>
    public TaskAction Test(TaskActor by, string id, TestRequest request) => new("test", by, async (task, now, cancellationToken) =>
        {
            var test = new TestSend(RunId.OfTest(task.TenantId, task.Id, id), now, by, task.PlanVersion)
            {
                Testers = await RecipientsAsync(task, request.Testers, cancellationToken),
                Creatives = task.Plan.Creatives.Count > 1 ? [.. task.Plan.Creatives.Select(creative => creative.Source!)] : [],
            };
            var tested = task.Test(test, now);
            await accounts.EnsureActiveAsync(tested, cancellationToken);
            return tested;
        });

    private async Task<IReadOnlyList<TestRecipient>> RecipientsAsync(
        CampaignTask task,
        List<string?>? ids,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        if (ids is null or { Count: 0 } or { Count: > TestSend.MostTesters })
        {
            errors.Add(Field, $"Give the ids of 1 to {TestSend.MostTesters} testers: GET /api/testers lists them.");
            errors.ThrowIfAny();
        }

        var creatives = task.Plan.Creatives.Count;
        if (ids!.Count * creatives > LedgerPage.Capacity)
        {
            errors.Add(
                Field,
                $"Each tester gets all {creatives} creatives, and a test has at most {LedgerPage.Capacity} messages: "
                    + $"give at most {LedgerPage.Capacity / creatives} testers."
            );
            errors.ThrowIfAny();
        }

        var channel = task.Plan.Channel;
        var known = new Dictionary<string, string>(RecipientIdentity.Addresses(channel));
        List<TestRecipient> recipients = [];
        for (var i = 0; i < ids.Count; i++)
        {
            var tester = ids[i] is { } id ? await testers.FindAsync(task.TenantId, id, cancellationToken) : null;
            if (tester is null)
            {
                errors.Add($"{Field}[{i}]", "There is no such tester: GET /api/testers lists them.");
            }
            else if (!tester.Addresses.TryGetValue(channel, out var address))
            {
                errors.Add($"{Field}[{i}]", $"{tester.Name} has no {EnumNames.Of(channel)} address: name another tester, or create one.");
            }
            else if (!known.TryAdd(address, tester.Name))
            {
                errors.Add($"{Field}[{i}]", $"{tester.Name} has the address of {known[address]}: name only one of them.");
            }
            else
            {
                recipients.Add(new TestRecipient(tester.Id, tester.Name, address));
            }
        }

        errors.ThrowIfAny();
        return recipients;
    }
}
