using System.Text.Json.Nodes;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Api.Tests.Http;

/// <summary>Issue 17, row 5: requests with more errors than anybody reads.</summary>
public sealed class ManyErrorsTests
{
    // What a hundred errors with all their words take.
    private const int LargestAnswer = 256 * 1024;

    [Theory]
    [InlineData("700,000 unknown fields")]
    [InlineData("unknown fields inside a field")]
    [InlineData("wrong items of a list")]
    [InlineData("long names")]
    [InlineData("names of a dictionary")]
    [InlineData("the same field again and again")]
    public async Task Answer_ToManyErrors_TellsAHundredAndThatThereAreMore(string kind)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.PostTextAsync("/api/tasks/dry-run", Body(kind));

        answer.ExpectProblem(422, "invalid");
        var errors = answer.Json["errors"]!.AsObject().Sum(field => field.Value!.AsArray().Count);
        Assert.InRange(errors, 1, ValidationErrors.Most);
        Assert.InRange(answer.Text.Length, 1, LargestAnswer);
        if (errors == ValidationErrors.Most)
        {
            Assert.Contains("there are more", answer.Json.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(100, "100 fields are wrong: see errors.")]
    [InlineData(101, "These are the first 100 errors, and there are more: correct them, and send it again.")]
    [InlineData(1000, "These are the first 100 errors, and there are more: correct them, and send it again.")]
    public async Task Answer_ToManyWrongQueryParameters_TellsWhetherThereAreMore(int parameters, string detail)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var answer = await admin.GetAsync($"/api/contacts?{string.Join('&', Enumerable.Range(0, parameters).Select(n => $"a{n}=1"))}");

        Assert.Equal(detail, answer.ExpectProblem(422, "invalid").Text("detail"));
        Assert.Equal(100, answer.Json["errors"]!.AsObject().Count);
    }

    [Fact]
    public void Add_OfLongWords_ShortensThem()
    {
        var errors = new ValidationErrors();

        errors.Add(new string('f', 10_000), new string('m', 1_000_000));

        var (field, messages) = Assert.Single(errors.ToDictionary());
        Assert.Equal((200, 1_000), (field.Length, Assert.Single(messages).Length));
    }

    [Fact]
    public void Add_OfMoreThanAreKept_CountsThemAndNotesThatThereAreMore()
    {
        var errors = new ValidationErrors();
        for (var n = 0; n < 250; n++)
        {
            errors.Add($"f{n % 7}", $"{n}");
        }

        Assert.Equal((250, true, true), (errors.Count, errors.IsFull, errors.HasMore));
        Assert.Equal(ValidationErrors.Most, errors.ToDictionary().Values.Sum(messages => messages.Length));
    }

    private static string Body(string kind) =>
        kind switch
        {
            "700,000 unknown fields" => $"{{{Many(700_000, n => $"\"f{n}\":1")}}}",
            "unknown fields inside a field" => $"{{\"creative\":{{{Many(200_000, n => $"\"f{n}\":1")}}}}}",
            "wrong items of a list" => $"{{\"accounts\":[{Many(500_000, _ => "1")}]}}",
            "long names" => $"{{{Many(1_000, n => $"\"{new string('x', 4_000)}{n}\":1")}}}",
            "names of a dictionary" => $"{{\"creative\":{{\"templateVariables\":{{{Many(200_000, n => $"\"v{n}\":1")}}}}}}}",
            _ => $"{{{Many(500_000, _ => "\"name\":1")}}}",
        };

    private static string Many(int count, Func<int, string> part) => string.Join(',', Enumerable.Range(0, count).Select(part));
}
