using CampaignTasks.Domain;

namespace CampaignTasks.Api.Http;

/// <summary>A query parameter an endpoint knows: the one truth for reading, refusing and documenting it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Values">The values it takes, several separated by commas when <paramref name="Many"/>; null: any text.</param>
/// <param name="Many">Whether it takes several values.</param>
/// <param name="IsNumber">Whether it is a whole number from 1 to <see cref="Query.LargestPage"/>.</param>
internal sealed record QueryParameter(
    string Name,
    string Description,
    IReadOnlyList<string>? Values = null,
    bool Many = false,
    bool IsNumber = false
)
{
    /// <summary>True when the endpoint refuses requests without it.</summary>
    public bool IsRequired { get; init; }

    public static readonly QueryParameter Limit = new("limit", "The most items to return.", IsNumber: true);

    public static readonly QueryParameter Cursor = new("cursor", "Where to go on: the `next` of the page before.");

    public static QueryParameter AnyOf<T>(string name, string description)
        where T : struct, Enum => new(name, description, EnumNames.Of(typeof(T)), Many: true);

    public static QueryParameter OneOf<T>(string name, string description)
        where T : struct, Enum => new(name, description, EnumNames.Of(typeof(T)));
}
