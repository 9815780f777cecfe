using System.Collections.Immutable;

namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// The knowledge at a place in a text: the variables that have a value there, and those that the text's own variables are made of.
/// </summary>
/// <param name="Facts">The names that have a value.</param>
/// <param name="Locals">The text's own variables, with the names that each of them needs.</param>
internal sealed record LiquidNeeds(ImmutableHashSet<string> Facts, ImmutableDictionary<string, ImmutableHashSet<string>> Locals)
{
    /// <summary>The name of what a loop says of itself.</summary>
    public const string Loop = "forloop";

    /// <summary>The names that nothing needs.</summary>
    public static readonly ImmutableHashSet<string> Nothing = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The knowledge at the beginning of a text: nothing.</summary>
    public static readonly LiquidNeeds AtStart = new(
        Nothing,
        ImmutableDictionary.Create<string, ImmutableHashSet<string>>(StringComparer.Ordinal)
    );

    /// <summary>Returns the names that must have a value so that this one has.</summary>
    public ImmutableHashSet<string> Of(string name) =>
        Facts.Contains(name) ? Nothing
        : Locals.TryGetValue(name, out var needs) ? needs.Except(Facts)
        : Nothing.Add(name);

    /// <summary>Returns true for a variable that the text sets itself.</summary>
    public bool IsOwn(string name) => Locals.ContainsKey(name) || (name is Loop && Facts.Contains(Loop));

    /// <summary>Returns what is known where these names have values, too.</summary>
    public LiquidNeeds With(ImmutableHashSet<string> facts) => this with { Facts = Facts.Union(facts) };

    /// <summary>Returns what is known after a variable of the text was set.</summary>
    public LiquidNeeds Assign(string name, ImmutableHashSet<string> needs) =>
        this with
        {
            Facts = Facts.Remove(name),
            Locals = Locals.SetItem(name, needs),
        };

    /// <summary>Returns what is known after one of several branches, whichever it was. The facts are those before the branches.</summary>
    public LiquidNeeds After(IEnumerable<LiquidNeeds> branches)
    {
        var ends = branches.ToList();
        var locals = Locals;
        foreach (var name in ends.SelectMany(end => end.Locals.Keys).Distinct(StringComparer.Ordinal))
        {
            locals = locals.SetItem(
                name,
                ends.Aggregate(Nothing, (all, end) => all.Union(end.Locals.TryGetValue(name, out var needs) ? needs : Nothing.Add(name)))
            );
        }

        return this with
        {
            Locals = locals,
        };
    }
}
