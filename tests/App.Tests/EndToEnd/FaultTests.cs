using System.Net;
using System.Text.Json.Nodes;
using CampaignTasks.Testing.Faults;
using CampaignTasks.Testing.Providers;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>The whole app on real storage, with storage and provider in trouble at once. What goes wrong is drawn from the seed.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int Tasks = 12;
    private const int Messages = 150;
    private const int Upsets = 200;

    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData(20261126, 0.2)]
    [InlineData(20261127, 0.4)]
    public async Task Tasks_WithFailuresOfStorageAndProvider_EndWithATrueLedger(int seed, double strength)
    {
        var storm = new StorageStorm(seed, strength);
        var faults = new StorageFaults(storm.Next);
        await using var provider = await AcsStandIn.StartAsync();
        await using var app = await TroubledApp.StartAsync(faults, "--Channels:Timeout=00:00:01");
        using var company = app.NewCompany();
        var account = await company.AddAccountAsync("email", "acs", provider.Settings());
        await company.DoAsync(HttpMethod.Patch, $"/api/channel-accounts/{account["id"]}", new { pacing = new { dailyLimit = 1_000_000 } });
        Upset(provider.Script, seed);
        storm.IsOn = true;

        string[] tasks;
        try
        {
            tasks = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(number => CreateAsync(company, account, number)));
            foreach (var task in tasks)
            {
                await UntilAsync("the task has ended", async () =>
                    await ReadAsync(company, $"/api/tasks/{task}") is { } body && (string)body["status"]! == "completed"
                );
                await UntilAsync("the run is closed", async () =>
                    await ReadAsync(company, $"/api/tasks/{task}/runs") is { } body && body["items"]![0]!["completedAt"] is not null
                );
            }
        }
        catch (XunitException)
        {
            output.WriteLine(app.Errors.Text);
            throw;
        }

        storm.IsOn = false;
        output.WriteLine(string.Join(", ", faults.Met.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.InRange(
            faults.Met.Sum(pair =>
                pair.Key is StorageFault.LostToError or StorageFault.LostToReset or StorageFault.LostToTimeOut ? pair.Value : 0
            ),
            5,
            int.MaxValue
        );
        var mails = provider.Mails.Values.Select(mail => mail.To).ToList();
        Assert.Equal(mails.Count, mails.Distinct().Count());
        foreach (var (number, task) in tasks.Index())
        {
            await CheckAsync(company, task, [.. mails.Intersect(Addresses(number))]);
        }
    }

    private static IEnumerable<string> Addresses(int task) =>
        Enumerable.Range(0, Messages).Select(n => $"reader{n}@task{task}.example.net");

    /// <summary>
    /// Every sixth or so of the first requests meets a provider out of sorts; whoever comes again later is not kept waiting for minutes.
    /// </summary>
    private static void Upset(Script script, int seed)
    {
        var chance = new Random(seed);
        for (var request = 0; request < Upsets; request++)
        {
            script.Next(
                1,
                chance.Next(30) switch
                {
                    0 => new Misbehaviour.Refuse(500, "InternalServerError", "Try again."),
                    1 => new Misbehaviour.Refuse(503, "ServiceUnavailable", "Try again."),
                    2 => new Misbehaviour.TakeThenFail(500),
                    3 => new Misbehaviour.Drop(Takes: true),
                    4 => new Misbehaviour.Drop(Takes: false),
                    5 when chance.Next(8) == 0 => new Misbehaviour.Throttle("1"),
                    6 when chance.Next(8) == 0 => new Misbehaviour.Hang(Takes: true),
                    _ => new Misbehaviour.Slow(TimeSpan.FromMilliseconds(chance.Next(10))),
                }
            );
        }
    }

    // As a careful client does: the same request with the same key until there is an answer.
    private static async Task<string> CreateAsync(Company company, JsonNode account, int number)
    {
        var asked = Company.NewTask(account, string.Join('\n', Addresses(number)));
        JsonNode? created = null;
        await UntilAsync("the task is created", async () =>
        {
            var (status, body) = await company.AskAsync(HttpMethod.Post, "/api/tasks", asked, key: $"fault-test-{number}");
            created = Answered(status, body) ? body : null;
            return created is not null;
        });
        return (string)created!["id"]!;
    }

    private static async Task<JsonNode?> ReadAsync(Company company, string path)
    {
        var (status, body) = await company.AskAsync(HttpMethod.Get, path);
        return Answered(status, body) ? body : null;
    }

    /// <summary>
    /// Whether the answer is one; else it may only ask to come again (503, or 409 where somebody was faster), and shows no stack trace.
    /// </summary>
    private static bool Answered(HttpStatusCode status, JsonNode? body)
    {
        if (status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict)
        {
            Assert.DoesNotContain("   at ", body!.ToJsonString(), StringComparison.Ordinal);
            return false;
        }

        Assert.True((int)status is 200 or 201, $"{(int)status}: {body?.ToJsonString()}");
        return true;
    }

    private static async Task CheckAsync(Company company, string task, List<string> mails)
    {
        var messages = await company.MessagesAsync(task);
        var states = messages.ToLookup(message => (string)message["status"]!, message => (string)message["address"]!);

        // Nobody is lost, nobody is doubled, and whoever got a mail is on record.
        Assert.Equal(Messages, messages.Select(message => (string)message["address"]!).Distinct().Count());
        Assert.Equal(Messages, messages.Count);
        Assert.Empty(states["sent"].Except(mails));
        Assert.Empty(mails.Except([.. states["sent"], .. states["unknown"]]));
        Assert.Empty(states.Select(state => state.Key).Except(["sent", "unknown", "failed"]));

        // Totals are the pages'.
        var summary = (await company.TaskAsync(task))["summary"]!;
        Assert.Equal(
            (Messages, states["sent"].Count(), states["unknown"].Count(), states["failed"].Count()),
            ((int)summary["total"]!, (int)summary["sent"]!, (int)summary["unknown"]!, (int)summary["failed"]!)
        );
    }

    // Asked seldom: whoever asks has his share of the trouble.
    private static async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(WaitLimit);
        while (!await condition())
        {
            Assert.False(timeout.IsCancellationRequested, $"Within {WaitLimit} it did not come about that {what}.");
            await Task.Delay(Poll);
        }
    }
}
