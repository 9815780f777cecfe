namespace CampaignTasks.Application.Requests;

/// <summary>A change of some fields: only the given ones change.</summary>
/// <typeparam name="T">The request record.</typeparam>
/// <param name="Value">The fields; those that were not given are null.</param>
/// <param name="Given">The camelCase names of the fields that were given, those given as null included.</param>
public sealed record Patch<T>(T Value, IReadOnlySet<string> Given)
    where T : class
{
    /// <summary>Returns true when the caller gave the field.</summary>
    public bool Has(string field) => Given.Contains(field);
}
