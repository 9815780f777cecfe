using System.Text.RegularExpressions;

namespace CampaignTasks.Domain.Tests.Conventions;

/// <summary>The words that names must not use: private metaphors, each with the standard term that stands for it.</summary>
public sealed partial class VocabularyTests
{
    private static readonly Dictionary<string, string> Replaced = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Breath"] = "RetryDelay",
        ["Crowd"] = "capacity, or what waits",
        ["Crowded"] = "AtCapacity",
        ["Deal"] = "Build",
        ["Dealer"] = "Builder",
        ["Deaths"] = "Crashes",
        ["Desk"] = "Service",
        ["Judge"] = "Evaluator",
        ["Luck"] = "Outcome",
        ["Owed"] = "Pending",
        ["Owes"] = "HasPending",
        ["Patience"] = "Timeout, MaxWait",
        ["Seat"] = "Slot, or the limiter's place",
        ["Seats"] = "Limiter",
        ["Sight"] = "Snapshot",
        ["Sighting"] = "Observation",
        ["Tally"] = "Counts",
        ["Tell"] = "Add, Notify, Deliver",
        ["Told"] = "Submitted, Notified",
        ["Trouble"] = "Failure",
        ["Walk"] = "Scan",
        ["Weather"] = "Faults",
    };

    [Fact]
    public void Names_Everywhere_UseStandardTerms()
    {
        var found =
            from file in SourceFiles.CSharp()
            where !file.EndsWith($"{nameof(VocabularyTests)}.cs", StringComparison.Ordinal)
            from name in Name().Matches(WithoutTexts().Replace(SourceFiles.Read(file), " ")).Select(match => match.Value).Distinct()
            from word in Word().Matches(name).Select(match => match.Value)
            where Replaced.ContainsKey(word)
            select $"{file}: {name}: say {Replaced[word]}.";

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("var patience = 1;", true)]
    [InlineData("class OrderDesk;", true)]
    [InlineData("var seatsTaken = 1;", true)]
    [InlineData("// a desk", false)]
    [InlineData("var x = \"the desk\";", false)]
    [InlineData("var walkway = wholesale;", false)]
    public void Scan_OfACode_FindsTheWordInNamesOnly(string code, bool isFound) =>
        Assert.Equal(
            isFound,
            Name()
                .Matches(WithoutTexts().Replace(code, " "))
                .SelectMany(name => Word().Matches(name.Value))
                .Any(word => Replaced.ContainsKey(word.Value))
        );

    [GeneratedRegex(""""("""[\s\S]*?""")|("(?:\\.|[^"\\\n])*")|('(?:\\.|[^'\\\n])+')|(//[^\n]*)"""")]
    private static partial Regex WithoutTexts();

    [GeneratedRegex(@"\b[A-Za-z_][A-Za-z0-9_]*\b")]
    private static partial Regex Name();

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")]
    private static partial Regex Word();
}
