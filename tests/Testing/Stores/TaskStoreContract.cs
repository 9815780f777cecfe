using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tasks;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ITaskStore"/> does.</summary>
public abstract class TaskStoreContract
{
    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ITaskStore> NewStoreAsync();

    [Fact]
    public async Task AddedTask_IsRead_AsItWasWritten()
    {
        var store = await NewStoreAsync();
        var task = Samples.Task() with
        {
            Plan = Samples.OtherPlan(),
            NextOccurrence = Samples.Now,
            CurrentRun = Samples.Run().Id,
            Passed = [new PassedOccurrence(Samples.Now, RunStatus.Skipped, "the run before was still going")],
        };

        var added = await store.AddAsync(task, ["ann@example.net", "bob@example.net"], Token);
        var found = await store.FindAsync(task.TenantId, task.Id, Token);

        Assert.NotNull(found);
        Assert.NotNull(added.ETag);
        Assert.Equal(added.ETag, found.ETag);
        Assert.Equal(task.Plan, found.Plan);
        Assert.Equal(task.Passed, found.Passed);
        Assert.Equal(added with { Passed = found.Passed }, found);
    }

    [Fact]
    public async Task LargeTask_IsReadWhole_AlsoAfterItShrank()
    {
        var store = await NewStoreAsync();
        var large = Samples.Task(Samples.Plan() with { Creatives = [new(new("Hello", "Hi", new string('é', 150_000)))] });
        var added = await store.AddAsync(large, [], Token);
        Assert.Equal(
            large.Plan.Creatives[0].Content.Html,
            (await store.FindAsync(large.TenantId, large.Id, Token))!.Plan.Creatives[0].Content.Html
        );

        await store.UpdateAsync(
            added with
            {
                Plan = added.Plan with { Creatives = [new(new("Hello", "Hi", Html: null))] },
            },
            recipients: null,
            Token
        );

        Assert.Null((await store.FindAsync(large.TenantId, large.Id, Token))!.Plan.Creatives[0].Content.Html);
    }

    /// <summary>The largest creatives that are good, of what JSON makes longest and gzip leaves longest.</summary>
    public static TheoryData<string> WorstCharacters => new("quotes", "angles", "backslashes", "controls", "emoji", "random");

    [Theory]
    [MemberData(nameof(WorstCharacters))]
    public async Task LargestCreative_OfAnyCharacters_IsReadAsItWas(string kind)
    {
        var store = await NewStoreAsync();
        var creative = new Creative(Fill(kind, 998), Fill(kind, 64 * 1024), Fill(kind, 256 * 1024));

        var task = await store.AddAsync(Samples.Task(Samples.Plan() with { Creatives = [new(creative), new(creative)] }), [], Token);

        Assert.Equal(task.Plan.Creatives, (await store.FindAsync(task.TenantId, task.Id, Token))!.Plan.Creatives);
    }

    [Theory]
    [MemberData(nameof(WorstCharacters))]
    public async Task LargestTemplate_OfAnyCharacters_IsReadAsItWas(string kind)
    {
        var store = await NewStoreAsync();
        var variables = Enumerable.Range(0, 100).ToDictionary(i => $"{Fill(kind, 90)}{i}", _ => Fill(kind, 4 * 1600));

        var task = await store.AddAsync(
            Samples.Task(Samples.Plan() with { Creatives = [new(new(null, null, null, "HX1", variables))] }),
            [],
            Token
        );

        Assert.Equal(variables, (await store.FindAsync(task.TenantId, task.Id, Token))!.Plan.Creatives[0].Content.TemplateVariables);
    }

    [Fact]
    public async Task SameIds_OfTwoTenants_AreTwoTasks()
    {
        var store = await NewStoreAsync();
        var ours = await store.AddAsync(Samples.Task(Samples.Plan() with { Name = "ours" }, "acme"), ["ann@example.net"], Token);
        await store.AddAsync(Samples.Task(Samples.Plan() with { Name = "theirs" }, "other"), ["bob@example.net"], Token);

        await store.DeleteAsync(ours, Token);

        Assert.Null(await store.FindAsync("acme", ours.Id, Token));
        Assert.Equal("theirs", (await store.FindAsync("other", ours.Id, Token))!.Plan.Name);
        Assert.Equal(["bob@example.net"], await RecipientsAsync(store, "other", ours.Id, 1));
        Assert.Empty((await store.ListAsync("acme", new TaskFilter(), 10, null, Token)).Items);
    }

    [Theory]
    [InlineData("acme|task")]
    [InlineData("acme/other")]
    [InlineData("")]
    [InlineData("'; or 1 eq 1")]
    public async Task StrangeIds_FindNothing(string id)
    {
        var store = await NewStoreAsync();
        await store.AddAsync(Samples.Task(), [], Token);

        Assert.Null(await store.FindAsync("acme", id, Token));
        Assert.Null(await store.FindAsync(id, Samples.Id(1), Token));
        Assert.Empty((await store.ListAsync(id, new TaskFilter(), 10, null, Token)).Items);
    }

    [Fact]
    public async Task TakenId_IsRefused_AndTheFirstTaskKeepsItsAddresses()
    {
        var store = await NewStoreAsync();
        await store.AddAsync(Samples.Task(Samples.Plan() with { Name = "first" }), ["ann@example.net"], Token);

        var second = Samples.Task(Samples.Plan() with { Name = "second" });
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.AddAsync(second, ["bob@example.net"], Token));

        Assert.Equal("first", (await store.FindAsync("acme", Samples.Id(1), Token))!.Plan.Name);
        Assert.Equal(["ann@example.net"], await RecipientsAsync(store, "acme", Samples.Id(1), 1));
    }

    [Fact]
    public async Task Update_OfAnOldVersion_LosesTheRace()
    {
        var store = await NewStoreAsync();
        var first = await store.AddAsync(Samples.Task(), ["ann@example.net"], Token);
        var second = await store.UpdateAsync(first with { Plan = first.Plan with { Name = "second" } }, recipients: null, Token);

        var late = first with { Plan = first.Plan with { Name = "late" } };
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(late, recipients: null, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(late, ["late@example.net"], Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(first with { ETag = "*" }, recipients: null, Token));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.DeleteAsync(first, Token));

        Assert.Equal(second.ETag, (await store.FindAsync("acme", first.Id, Token))!.ETag);
        Assert.Equal("second", (await store.FindAsync("acme", first.Id, Token))!.Plan.Name);
        Assert.Equal(["ann@example.net"], await RecipientsAsync(store, "acme", first.Id, 1));
    }

    [Fact]
    public async Task Updates_AtOnce_OneWins()
    {
        var store = await NewStoreAsync();
        var task = await store.AddAsync(Samples.Task(), ["ann@example.net"], Token);
        var edited = task with { Plan = task.Plan with { Audience = new PastedList(Version: 2, Size: 1, Duplicates: 0) } };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => TryAsync($"writer{i}@example.net")));

        var winner = Assert.Single(outcomes.OfType<string>());
        Assert.Equal([winner], await RecipientsAsync(store, "acme", task.Id, 2));

        async Task<string?> TryAsync(string address)
        {
            try
            {
                await store.UpdateAsync(edited, [address], Token);
                return address;
            }
            catch (ConcurrencyConflictException)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task EditedList_IsANewVersion_AndTheOldOneStays()
    {
        var store = await NewStoreAsync();
        var task = await store.AddAsync(Samples.Task(), ["ann@example.net"], Token);

        for (var version = 2; version <= 10; version++)
        {
            task = await store.UpdateAsync(
                task with
                {
                    Plan = task.Plan with { Audience = new PastedList(version, Size: 1, Duplicates: 0) },
                },
                [$"v{version}@example.net"],
                Token
            );
        }

        Assert.Equal(["v10@example.net"], await RecipientsAsync(store, "acme", task.Id, 10));
        Assert.Equal(["v3@example.net"], await RecipientsAsync(store, "acme", task.Id, 3));
        await Assert.ThrowsAsync<InvalidOperationException>(() => RecipientsAsync(store, "acme", task.Id, 1));
    }

    [Fact]
    public async Task ManyAddresses_AreRead_InTheirOrder()
    {
        var store = await NewStoreAsync();
        string[] addresses =
        [
            .. Enumerable.Range(0, 60_000).Select(i => $"person-{i:D6}@müller-{i % 7}.example"),
            "漢字🎉@example.net",
            "carriage\rreturn@example.net",
        ];

        await store.AddAsync(Samples.Task(), addresses, Token);

        Assert.Equal(addresses, await RecipientsAsync(store, "acme", Samples.Id(1), 1));
    }

    [Fact]
    public async Task DeletedTask_IsGone_WithItsAddresses()
    {
        var store = await NewStoreAsync();
        var task = await store.AddAsync(Samples.Task(), ["ann@example.net"], Token);

        await store.DeleteAsync(task, Token);
        await store.DeleteAsync(task, Token);

        Assert.Null(await store.FindAsync("acme", task.Id, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => RecipientsAsync(store, "acme", task.Id, 1));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => store.UpdateAsync(task, recipients: null, Token));
    }

    /// <summary>A text of at most so many bytes in UTF-8.</summary>
    private static string Fill(string kind, int bytes)
    {
        var random = new Random(bytes);
        return kind switch
        {
            "quotes" => new string('"', bytes),
            "angles" => new string('<', bytes),
            "backslashes" => new string('\\', bytes),
            "controls" => new string('\t', bytes),
            "emoji" => string.Concat(Enumerable.Range(0, bytes / 4).Select(_ => char.ConvertFromUtf32(random.Next(0x1F300, 0x1F700)))),
            _ => string.Concat(Enumerable.Range(0, bytes / 4).Select(_ => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)))),
        };
    }

    private static async Task<List<string>> RecipientsAsync(ITaskStore store, string tenantId, string taskId, int version)
    {
        List<string> addresses = [];
        await foreach (var address in store.ReadRecipientsAsync(tenantId, taskId, version, Token))
        {
            addresses.Add(address);
        }

        return addresses;
    }
}
