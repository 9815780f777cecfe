using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Testers;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// Tests of automations. A test is an automation of its own, so that nothing of it counts in what it tests: its journeys are those of
/// testers, nobody else enters, and it ends with the last of them.
/// </summary>
internal sealed class AutomationTests(
    IAutomationStore store,
    IJourneyStore journeys,
    ITesterStore testers,
    AutomationValidator validator,
    IAutomationNotifier notifier,
    RunDeleter runs,
    TimeProvider time
)
{
    /// <summary>Sends testers through an automation; a draft is tested as it would start.</summary>
    /// <param name="by">The caller.</param>
    /// <param name="automation">The automation.</param>
    /// <param name="id">The id of the test: the same one again is the same test.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ValidationException">Something is wrong with the request, or a draft could not start.</exception>
    /// <exception cref="ConflictException">The automation is archived.</exception>
    public async Task<Automation> StartAsync(
        TaskActor by,
        Automation automation,
        string id,
        AutomationTestRequest request,
        CancellationToken cancellationToken
    )
    {
        var test = new AutomationTest(automation.Id, automation.Version, CheckSpeed(request.Speed), by)
        {
            Testers = await TestersAsync(automation.TenantId, request.Testers, cancellationToken),
        };
        automation.Tested(test, time.GetUtcNow());
        var plan =
            automation.Status is AutomationStatus.Draft
                ? await validator.CheckStartAsync(automation.TenantId, automation.Plan, cancellationToken)
                : automation.Plan;
        var started = await AddAsync(
            Automation.CreateTest(automation.Key with { AutomationId = id }, plan, test, time.GetUtcNow()) with
            {
                ProtectedSecret = automation.ProtectedSecret,
            }
        );
        await NoteAsync(automation, test);
        await DeleteOldAsync(automation, cancellationToken);
        return started;
    }

    /// <summary>Lists the tests of an automation with their journeys, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    public async Task<CursorPage<AutomationTestRun>> ListAsync(
        Automation automation,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        var page = await store.ListTestsAsync(automation.Key, limit, cursor, cancellationToken);
        List<AutomationTestRun> found = [];
        foreach (var test in page.Items)
        {
            found.Add(await ReadAsync(test, cancellationToken));
        }

        return new(found, page.Next);
    }

    /// <summary>Reads a test with its journeys.</summary>
    public async Task<AutomationTestRun> ReadAsync(Automation test, CancellationToken cancellationToken) =>
        new(test, (await journeys.FindPageAsync(test.Key, page: 0, cancellationToken))?.Journeys.OfType<Journey>().ToList() ?? []);

    /// <summary>Deletes all tests of an automation.</summary>
    public async Task DeleteAsync(Automation automation, CancellationToken cancellationToken)
    {
        while (
            await store.ListTestsAsync(automation.Key, AutomationTest.Most, cursor: null, cancellationToken) is { Items.Count: > 0 } page
        )
        {
            foreach (var test in page.Items)
            {
                await DeleteTestAsync(test, cancellationToken);
            }
        }
    }

    // Stored: whether or not the caller still listens, the test is to be under way.
    private async Task<Automation> AddAsync(Automation test)
    {
        var added = test;
        try
        {
            added = await store.AddAsync(test, CancellationToken.None);
        }
        catch (ConcurrencyConflictException)
        {
            // The same request stored it before.
            added = await store.FindAsync(test.Key, CancellationToken.None) ?? throw new ConcurrencyConflictException($"Test {test.Id}");
        }

        try
        {
            var page = new JourneyPage(0, TestJourneys.Begin(added.Test!, added.CreatedAt));
            await journeys.SavePageAsync(added.Key, page, CancellationToken.None);
        }
        catch (ConcurrencyConflictException)
        {
            // So are its journeys.
        }

        await notifier.ChangedAsync(added, CancellationToken.None);
        return added;
    }

    private Task NoteAsync(Automation automation, AutomationTest test) =>
        ConflictRetry.RetryAsync(async () =>
        {
            if (
                await store.FindAsync(automation.Key, CancellationToken.None) is { } stored
                && stored.Status is not AutomationStatus.Archived
            )
            {
                await store.UpdateAsync(stored.Tested(test, time.GetUtcNow()).AttributedTo(test.By), CancellationToken.None);
            }
        });

    private async Task DeleteOldAsync(Automation automation, CancellationToken cancellationToken)
    {
        var page = await store.ListTestsAsync(automation.Key, limit: 200, cursor: null, cancellationToken);
        foreach (var old in page.Items.Skip(AutomationTest.Most))
        {
            await DeleteTestAsync(old, cancellationToken);
        }
    }

    private async Task DeleteTestAsync(Automation test, CancellationToken cancellationToken)
    {
        // The test last: until then a repetition finds what is left.
        await journeys.DeleteAsync(test.Key, cancellationToken);
        await runs.DeleteAsync(test.TenantId, test.Id, cancellationToken);
        await store.DeleteAsync(test, cancellationToken);
    }

    private static int CheckSpeed(int? speed)
    {
        if (speed is < 1 or > AutomationTest.FastestSpeed)
        {
            var errors = new ValidationErrors();
            errors.Add("speed", $"Give how many times shorter waits are: 1 to {AutomationTest.FastestSpeed}, by default 3600.");
            errors.ThrowIfAny();
        }

        return speed ?? AutomationTest.DefaultSpeed;
    }

    private async Task<IReadOnlyList<Tester>> TestersAsync(string tenantId, List<string?>? ids, CancellationToken cancellationToken)
    {
        const string Field = "testers";
        var errors = new ValidationErrors();
        if (ids is null or { Count: 0 } or { Count: > TestSend.MostTesters })
        {
            errors.Add(Field, $"Give the ids of 1 to {TestSend.MostTesters} testers: GET /api/testers lists them.");
            errors.ThrowIfAny();
        }

        List<Tester> found = [];
        for (var i = 0; i < ids!.Count; i++)
        {
            if (ids[i] is not { } id || await testers.FindAsync(tenantId, id, cancellationToken) is not { } tester)
            {
                errors.Add($"{Field}[{i}]", "There is no such tester: GET /api/testers lists them.");
            }
            else if (found.Exists(one => one.Id == tester.Id))
            {
                errors.Add($"{Field}[{i}]", $"{tester.Name} is named twice: name each tester once.");
            }
            else
            {
                found.Add(tester);
            }
        }

        errors.ThrowIfAny();
        return found;
    }
}
