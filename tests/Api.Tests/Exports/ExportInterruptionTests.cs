using System.Runtime.CompilerServices;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Api.Tests.Exports;

/// <summary>Exports that end before they are whole.</summary>
public sealed class ExportInterruptionTests
{
    [Fact]
    public async Task Export_WhenStorageFailsAtOnce_IsAProblem()
    {
        await using var api = await StartAsync(new EndlessContacts { FailsAfter = 0 });
        var admin = await api.NewTenantAsync();

        (await admin.GetAsync("/api/contacts/export")).ExpectProblem(503, "unavailable");
    }

    [Fact]
    public async Task Export_WhenStorageFailsOnTheWay_BreaksOffWithoutItsEnd()
    {
        await using var api = await StartAsync(new EndlessContacts { FailsAfter = 1_000 });
        var admin = await api.NewTenantAsync();

        var reading = admin.Http.GetStringAsync(new Uri("/api/contacts/export?format=ndjson", UriKind.Relative));

        await Assert.ThrowsAsync<HttpRequestException>(() => reading);
    }

    [Fact]
    public async Task Export_WhenTheCallerGoes_StopsReading()
    {
        var contacts = new EndlessContacts();
        await using var api = await StartAsync(contacts);
        var admin = await api.NewTenantAsync();
        using (
            var response = await admin.Http.GetAsync(
                new Uri("/api/contacts/export?format=ndjson", UriKind.Relative),
                HttpCompletionOption.ResponseHeadersRead
            )
        )
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[100_000]);
        }

        await contacts.Stopped.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static Task<TestApi> StartAsync(EndlessContacts contacts) =>
        TestApi.StartAsync(services => services.AddSingleton<IContactStore>(contacts));

    /// <summary>Contacts without an end, or until storage fails.</summary>
    private sealed class EndlessContacts() : DelegatingContactStore(new InMemoryContactStore())
    {
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int? FailsAfter { get; init; }

        public Task Stopped => _stopped.Task;

        public override async IAsyncEnumerable<Contact> ReadAllAsync(
            string tenantId,
            string? afterKey,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    await Task.Yield();
                    cancellationToken.ThrowIfCancellationRequested();
                    if (i == FailsAfter)
                    {
                        throw new TimeoutException("Storage does not answer.");
                    }

                    yield return Samples.Contact($"c{i}", email: $"c{i}@example.net") with
                    {
                        TenantId = tenantId,
                    };
                }
            }
            finally
            {
                _stopped.SetResult();
            }
        }
    }
}
