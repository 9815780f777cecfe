using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>The steps of a random life, as numbers that each test reads its own way. FsCheck's own are too small for it.</summary>
public static class Steps
{
    public static Arbitrary<int[]> Any() =>
        Arb.From(Gen.Choose(0, 999_999).ArrayOf().Resize(100), static steps =>
            Enumerable.Range(0, steps.Length).Select(left => steps.Where((_, i) => i != left).ToArray())
        );
}
