using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace CampaignTasks.Domain.Collections;

/// <summary>A list that equals every list with the same items in the same order: records that hold one compare by content.</summary>
/// <typeparam name="T">The items, which compare by content themselves.</typeparam>
internal sealed class EquatableList<T> : ReadOnlyCollection<T>
{
    private EquatableList(T[] items)
        : base(items) { }

    /// <summary>Copies items into a list of their own; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(items))]
    public static EquatableList<T>? From(IEnumerable<T>? items) =>
        items switch
        {
            null => null,
            EquatableList<T> list => list,
            _ => new([.. items]),
        };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableList<T> other && this.SequenceEqual(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var item in this)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}
