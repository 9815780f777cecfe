using System.Text.RegularExpressions;
using CampaignTasks.Testing;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>What every refusal must be.</summary>
internal static partial class Refusals
{
    /// <summary>What is wrong with an answer to a row of the table.</summary>
    public static IEnumerable<string> FaultsOf(Row row, RawAnswer answer, string field)
    {
        if (answer.Status != row.Status)
        {
            yield return $"expected {row.Status}";
            yield break;
        }

        foreach (var fault in InsidesOf(answer))
        {
            yield return fault;
        }

        if (row.Code is null)
        {
            var wanted = row.Field ?? "";
            if (!answer.ContentType.StartsWith(wanted, StringComparison.Ordinal) || (wanted.Length == 0 && answer.Body.Length > 0))
            {
                yield return $"expected a body of {wanted}";
            }

            yield break;
        }

        foreach (var fault in ProblemFaultsOf(answer))
        {
            yield return fault;
        }

        if ((string?)answer.Json?["code"] != row.Code)
        {
            yield return $"expected the code {row.Code}";
        }

        if (row.Field is not null && answer.Json?["errors"]?[field] is null)
        {
            yield return $"expected {field} to be named";
        }
    }

    /// <summary>What is wrong with a problem, whatever it is about.</summary>
    public static IEnumerable<string> ProblemFaultsOf(RawAnswer answer)
    {
        if (answer.ContentType != "application/problem+json" || answer.Json is not { } problem)
        {
            yield return "expected a problem";
            yield break;
        }

        if ((int?)problem["status"] != answer.Status || (string?)problem["type"] != $"urn:campaign-tasks:problem:{problem["code"]}")
        {
            yield return "the problem contradicts itself";
        }

        if ((string?)problem["detail"] is not { Length: > 10 } detail || Vague().IsMatch(detail) || problem["title"] is null)
        {
            yield return "the problem says nothing";
        }

        foreach (var message in problem["errors"]?.AsObject().SelectMany(field => field.Value!.AsArray()) ?? [])
        {
            if ((string?)message is not { Length: > 10 } text || Vague().IsMatch(text))
            {
                yield return $"'{message}' says nothing";
            }
        }
    }

    /// <summary>What of our insides an answer shows.</summary>
    public static IEnumerable<string> InsidesOf(RawAnswer answer) =>
        Insides()
            .Matches(answer.Body)
            .Select(match => $"shows '{match.Value}'")
            .Concat(answer.Headers.ContainsKey("Server") ? ["shows the server's name"] : []);

    [GeneratedRegex(@"ended with status|of the wrong kind|went wrong|\bParameter '")]
    private static partial Regex Vague();

    // "System.Diagnostics.Process" is a row's own word, which the refusal does not repeat.
    [GeneratedRegex(
        @"CampaignTasks\.[A-Z]|\bSystem\.[A-Z]|Microsoft\.(AspNetCore|Extensions)|Azure\.(Core|Data)|\w+Exception\b|\bat [\w.]+\(|\.cs:line|/artifacts/|RequestId:|devstoreaccount|PartitionKey'"
    )]
    private static partial Regex Insides();
}
