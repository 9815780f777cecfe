using System.Globalization;
using System.Text;
using CampaignTasks.App.Tests.EndToEnd;
using CampaignTasks.Testing;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>
/// Requests made up from the API's own document. A failure names its seed: <c>FUZZ_SEED=1234</c> makes the same requests again, and
/// <c>FUZZ_REQUESTS=2000</c> more of them for each operation.
/// </summary>
public sealed partial class HostileInputTests
{
    private const int Seed = 20261126;
    private const int RequestsOfAnOperation = 60;

    // Nine moves that the state of a company's one task does not allow, tests of it and of an automation to testers that are not made up,
    // the name of a campaign, which is seldom one line, an automation, whose steps are seldom all right, a journey, and a message in an
    // inbox, of which there are none.
    private const int MaxMissed = 15;

    [Fact]
    public async Task EveryOperation_OfMadeUpRequests_AnswersWhatItsDocumentSays()
    {
        await site.FurnishAsync("Fuzz", "fuzz.");
        using var reader = site.Client("key");
        var document = await reader.GetAsync("/api/openapi.json");
        var (seed, requests) = (Number("FUZZ_SEED") ?? Seed, Number("FUZZ_REQUESTS") ?? RequestsOfAnOperation);
        List<string> faults = [];
        Dictionary<string, string> missed = new(StringComparer.Ordinal);

        foreach (var operation in FuzzOperation.Of(document))
        {
            List<string> refusals = [];
            for (var n = 0; n < requests; n++)
            {
                var row = operation.Request(document, new Random(HashOf(seed, operation.Id, n)));
                var answer = await site.SendAsync(row);
                refusals.Add(
                    answer.Status < 300
                        ? ""
                        : answer.Json?["errors"]?.ToJsonString() ?? (string?)answer.Json?["detail"] ?? answer.ContentType
                );
                faults.AddRange(
                    FaultsOf(operation, answer).Select(fault => $"{fault}: request {n} of {row}\n    {answer.Status} {answer.Body}")
                );
            }

            if (!refusals.Contains(""))
            {
                missed[operation.Id] = refusals.CountBy(refusal => refusal).MaxBy(refusal => refusal.Value).Key;
            }
        }

        faults.AddRange(site.App.Output.Split('\n').Where(line => line.Contains("fail:", StringComparison.Ordinal)));

        // Were all requests refused at the door, nothing behind it would be tried.
        Assert.True(
            missed.Count <= MaxMissed,
            $"No request got through to {missed.Count} operations with FUZZ_SEED={seed}:\n{string.Join('\n', missed)}"
        );
        Assert.True(faults.Count == 0, $"{faults.Count} faults with FUZZ_SEED={seed}:\n{string.Join('\n', faults.Take(50))}");
    }

    private static IEnumerable<string> FaultsOf(FuzzOperation operation, RawAnswer answer)
    {
        if (!operation.Statuses.Contains(answer.Status) || answer.Status >= 500)
        {
            yield return $"{answer.Status} is not among what it answers";
        }

        foreach (var fault in Refusals.InsidesOf(answer).Concat(answer.Status >= 400 ? Refusals.ProblemFaultsOf(answer) : []))
        {
            yield return fault;
        }
    }

    // A hash of its own: the framework's differ from process to process.
    private static int HashOf(int seed, string operation, int n) =>
        Encoding
            .UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{operation}/{n}"))
            .Aggregate(17, (hash, part) => unchecked((hash * 31) + part));

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
