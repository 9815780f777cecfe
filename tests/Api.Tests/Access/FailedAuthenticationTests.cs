using System.Globalization;
using System.Net;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Tests.Http;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.Api.Tests.Access;

public sealed class FailedAuthenticationTests
{
    [Fact]
    public async Task WrongKeys_BeyondTheLimit_Are429_AndKeysInUseStillWork()
    {
        await using var api = await TestApi.StartAsync(settings: ("FailedAuthenticationsPerMinute", "3"));
        var admin = await api.NewTenantAsync();
        (await admin.GetAsync("/api/tasks")).Expect(200);
        var unused = ApiKeys.NewText();

        Answer answer;
        var asked = 0;
        do
        {
            answer = await api.Client(ApiKeys.NewText()).GetAsync("/api/tasks");
        } while (answer.Status is 401 && ++asked < 8);

        answer.ExpectProblem(429, "tooManyWrongKeys");
        Assert.InRange(int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        (await admin.GetAsync("/api/tasks")).Expect(200);
        (await api.Client(unused).GetAsync("/api/tasks")).ExpectProblem(429, "tooManyWrongKeys");
        (await api.Client("a guess of the platform key").GetAsync("/api/tenants")).ExpectProblem(429, "tooManyWrongKeys");
    }

    [Fact]
    public async Task RequestsWithoutAKey_AreNotCounted()
    {
        await using var api = await TestApi.StartAsync(settings: ("FailedAuthenticationsPerMinute", "1"));

        for (var i = 0; i < 5; i++)
        {
            (await api.Client(key: null).GetAsync("/api/tasks")).ExpectProblem(401, "unauthorized");
        }
    }

    [Fact]
    public async Task WrongKeys_AreLoggedOnceForAnAddress_WithoutTheKey()
    {
        await using var api = await TestApi.StartAsync();
        var wrong = ApiKeys.NewText();

        for (var i = 0; i < 5; i++)
        {
            (await api.Client(wrong).GetAsync("/api/tasks")).Expect(401);
        }

        Assert.Equal(1, api.Logs.Text.Split("A wrong key was sent from").Length - 1);
        Assert.DoesNotContain(wrong, api.Logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("198.20.0.7", null, "198.20.0.7")]
    [InlineData("198.20.0.7", "8.8.8.8", "198.20.0.7")]
    [InlineData("127.0.0.1", null, "127.0.0.1")]
    [InlineData("127.0.0.1", "8.8.8.8", "8.8.8.8")]
    [InlineData("10.0.0.4", "1.1.1.1, 8.8.8.8:4711, 10.0.0.9", "8.8.8.8")]
    [InlineData("10.0.0.4", "nonsense", "10.0.0.4")]
    [InlineData("::ffff:198.20.0.7", null, "198.20.0.7")]
    [InlineData("2606:4700:1:2:3:4:5:6", null, "2606:4700:1:2::/64")]
    public void Client_IsTheNearestPublicAddress(string connection, string? forwarded, string address)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(connection);
        if (forwarded is not null)
        {
            context.Request.Headers["X-Forwarded-For"] = forwarded;
        }

        Assert.Equal(address, FailedAuthentications.AddressOf(context));
    }
}
