using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;

namespace CampaignTasks.Api.Tests.Explanations;

/// <summary>A tenant with contacts, tasks and planned messages.</summary>
internal sealed class ExplanationScene : IAsyncDisposable
{
    public required TestApi Api { get; init; }

    public required ApiClient Admin { get; init; }

    public static async Task<ExplanationScene> StartAsync()
    {
        var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync("Acme");
        await admin.NewAccountAsync();
        return new ExplanationScene { Api = api, Admin = admin };
    }

    public async Task ContactAsync(string id, string? email, JsonObject? attributes = null) =>
        (
            await Admin.PutAsync(
                $"/api/contacts/{id}",
                new JsonObject
                {
                    ["addresses"] = new JsonObject { ["email"] = email },
                    ["attributes"] = attributes,
                }
            )
        ).Expect(201);

    public async Task OrderAsync(string id, string contact, string product, string status = "successful", string country = "FR") =>
        (
            await Admin.PostAsync(
                "/api/orders",
                new JsonObject
                {
                    ["id"] = id,
                    ["contact"] = contact,
                    ["at"] = "2026-02-03T10:00:00Z",
                    ["status"] = status,
                    ["country"] = country,
                    ["items"] = new JsonArray(new JsonObject { ["product"] = product }),
                }
            )
        ).Expect(200);

    public async Task<string> TaskAsync(JsonObject audience, bool start = false) =>
        (await Admin.NewTaskAsync(Bodies.Draft().With("audience", audience).With("start", start))).Id();

    public async Task<JsonNode> WhyAsync(string contact, string task) =>
        (await Admin.GetAsync($"/api/contacts/{contact}/why?task={task}")).Expect(200);

    /// <summary>The task's run, with one page.</summary>
    public async Task PlanAsync(string taskId, params LedgerMessage[] messages)
    {
        var tenant = await Api.Get<ITenantStore>().AllAsync(default).SingleAsync(one => one.Name == "Acme");
        var task = (await Api.Get<ITaskStore>().FindAsync(tenant.Id, taskId, default))!;
        var (runs, ledger) = (Api.Get<IRunStore>(), Api.Get<ILedger>());
        var run = await runs.OpenAsync(
            new Run
            {
                TenantId = tenant.Id,
                TaskId = taskId,
                Id = task.CurrentRun!,
                Occurrence = task.NextOccurrence!.Value,
                Lanes = 1,
                StartedAt = Any.Now,
                Status = RunStatus.Running,
            },
            default
        );
        await ledger.AddPagesAsync(
            run,
            [LedgerPage.Plan(0, messages.Select(message => new Recipient(message.Address, message.ContactId)), Any.Now)],
            default
        );
        var page = (await ledger.ReadPageAsync(run, 0, default))!;
        await ledger.SavePageAsync(run, new LedgerPage(0, messages, etag: page.ETag), default);
        await runs.UpdateAsync(run with { Pages = 1 }, default);
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
