using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Routing;
using static CampaignTasks.Api.Tests.Access.RouteTable;

namespace CampaignTasks.Api.Tests.Access;

/// <summary>
/// Every role at every route, as <see cref="RouteTable"/> says. The management API, which has a key of its own, is tested with the app.
/// </summary>
public sealed class RouteMatrixTests
{
    private const string SomeId = "01arz3ndektsv4rrffq69g5fav";

    private static readonly Needs[] Holders = Enum.GetValues<Needs>();

    [Fact]
    public async Task Routes_AllHaveARow_AndEveryRowARoute()
    {
        await using var api = await StartAsync();

        var without = RoutesOf(api).Except(Rows.Keys).Order().ToList();
        var gone = Rows.Keys.Except(RoutesOf(api)).Order().ToList();
        Assert.True(without.Count is 0, $"Routes without a row:\n{string.Join("\n", without)}");
        Assert.True(gone.Count is 0, $"Rows without a route:\n{string.Join("\n", gone)}");
    }

    [Fact]
    public async Task Routes_AdmitWhoTheirRowNames_AndNobodyElse()
    {
        await using var api = await StartAsync();
        var clients = await ClientsAsync(api);
        List<string> wrong = [];
        foreach (var (route, needs) in Rows)
        {
            foreach (var holder in Holders)
            {
                var expected = Expected(needs, holder);
                var answer = await CallAsync(clients[holder], route);
                var found = answer.Status is 401 or 403 ? answer.Status : 200;
                if (found != expected)
                {
                    wrong.Add($"{route} with {holder}: {answer.Status}, expected {(expected is 200 ? "to be admitted" : expected)}");
                }
            }
        }

        Assert.True(wrong.Count is 0, string.Join("\n", wrong));
    }

    // 401: no key, or one of another kind; 403: a role that is too low.
    private static int Expected(Needs needs, Needs holder) =>
        needs is Needs.Nothing ? 200
        : needs is Needs.PlatformKey or Needs.ContactToken ? (holder == needs ? 200 : 401)
        : holder is Needs.Nothing or Needs.PlatformKey or Needs.ContactToken ? 401
        : holder >= needs ? 200
        : 403;

    private static Task<TestApi> StartAsync() => TestApi.StartAsync(settings: ("FailedAuthenticationsPerMinute", "100000"));

    private static async Task<Dictionary<Needs, ApiClient>> ClientsAsync(TestApi api)
    {
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("reader", "reader@example.net", consent: null);
        var token = (await admin.PostAsync("/api/contacts/reader/tokens")).Expect(200).Text("token");
        return new()
        {
            [Needs.Nothing] = api.Client(key: null),
            [Needs.Viewer] = await api.NewKeyAsync(admin, Role.Viewer),
            [Needs.Operator] = await api.NewKeyAsync(admin, Role.Operator),
            [Needs.Reviewer] = await api.NewKeyAsync(admin, Role.Reviewer),
            [Needs.Admin] = admin,
            [Needs.PlatformKey] = api.Client(TestApi.PlatformKey),
            [Needs.ContactToken] = api.Client(token),
        };
    }

    // Nothing that is named exists, and no body is sent: a call that is admitted changes nothing.
    private static Task<Answer> CallAsync(ApiClient client, string route)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        foreach (var name in new[] { "{id}", "{runId}", "{account}", "{token}", "{address}" })
        {
            path = path.Replace(name, SomeId, StringComparison.Ordinal);
        }

        return client.SendAsync(new HttpMethod(method), path.Replace("{channel}", "email", StringComparison.Ordinal));
    }

    private static List<string> RoutesOf(TestApi api) =>
        [
            .. from endpoint in api.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            select $"{method} {endpoint.RoutePattern.RawText}",
        ];
}
