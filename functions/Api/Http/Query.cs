using System.Globalization;
using System.Reflection;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Http;

/// <summary>A query parameter an endpoint knows: the one truth for reading, refusing and documenting it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Values">The values it takes, several separated by commas when <paramref name="Many"/>; null: any text.</param>
/// <param name="Many">Whether it takes several values.</param>
/// <param name="IsNumber">Whether it is a whole number from 1 to <see cref="Query.LargestPage"/>.</param>
internal sealed record QueryParameter(string Name, string Description, IReadOnlyList<string>? Values = null, bool Many = false, bool IsNumber = false)
{
    /// <summary>Whether the endpoint refuses requests without it.</summary>
    public bool IsRequired { get; init; }

    public static readonly QueryParameter Limit = new("limit", "The most items to return.", IsNumber: true);

    public static readonly QueryParameter Cursor = new("cursor", "Where to go on: the `next` of the page before.");

    public static QueryParameter AnyOf<T>(string name, string description) where T : struct, Enum => new(name, description, WireNames.Of(typeof(T)), Many: true);

    public static QueryParameter OneOf<T>(string name, string description) where T : struct, Enum => new(name, description, WireNames.Of(typeof(T)));
}

/// <summary>Marks an endpoint whose query string is somebody else's, such as a provider's.</summary>
internal sealed record TakesAnyQuery;

/// <summary>A request's query string, checked against what its endpoint knows.</summary>
internal sealed class Query : IBindableFromHttpContext<Query>
{
    public const int DefaultPage = 50;

    public const int LargestPage = 200;

    public const int LongestValue = 2048;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public int Limit { get; private set; } = DefaultPage;

    public string? Cursor => Text("cursor");

    public static ValueTask<Query?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(context.Features.Get<Query>());

    /// <summary>Middleware: reads the query string of every endpoint that does not leave it alone. Where there is none (404, 405), nothing is wrong with it.</summary>
    /// <exception cref="ProblemException">422: a parameter is unknown, repeated or wrong.</exception>
    public static Task ReadAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<TakesAnyQuery>() is null)
        {
            context.Features.Set(Read(context));
        }

        return next(context);
    }

    private static Query Read(HttpContext context)
    {
        var known = context.GetEndpoint()?.Metadata.GetOrderedMetadata<QueryParameter>() ?? [];
        var errors = new FieldErrors();
        var query = new Query();
        foreach (var (name, values) in context.Request.Query)
        {
            query.Read(known, name, values.Count == 1 ? values[0] ?? "" : null, errors);
            if (errors.Count >= FieldNames.MostErrors)
            {
                break;
            }
        }

        errors.Refuse();
        return query;
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public T? One<T>(string name) where T : struct, Enum => Text(name) is { } text && WireNames.TryParse(text, out T value) ? value : null;

    public IReadOnlyCollection<T>? Any<T>(string name) where T : struct, Enum =>
        Text(name)?.Split(',').Select(text => WireNames.TryParse(text, out T value) ? value : throw new InvalidOperationException("Checked before.")).ToHashSet();

    private void Read(IReadOnlyList<QueryParameter> known, string name, string? value, FieldErrors errors)
    {
        if (known.FirstOrDefault(p => p.Name == name) is not { } parameter)
        {
            errors.Add(FieldNames.Shown(name), known.Count == 0
                ? "There is no such query parameter: this address takes none."
                : $"There is no such query parameter. Known here: {string.Join(", ", known.Select(p => p.Name))}.");
        }
        else if (value is null)
        {
            errors.Add(name, "The query parameter is given twice: give it once.");
        }
        else if (value.Length is 0 or > LongestValue)
        {
            errors.Add(name, "The query parameter is empty or too long: give a value or leave it out.");
        }
        else if (parameter.IsNumber)
        {
            ReadLimit(name, value, errors);
        }
        else if (parameter.Values is { } values && !(parameter.Many ? value.Split(',') : [value]).All(values.Contains))
        {
            errors.Add(name, $"Give {(parameter.Many ? "one or more, separated by commas," : "one")} of: {string.Join(", ", values)}.");
        }
        else
        {
            _values[name] = value;
        }
    }

    private void ReadLimit(string name, string value, FieldErrors errors)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LargestPage)
        {
            Limit = limit;
        }
        else
        {
            errors.Add(name, $"Give a whole number from 1 to {LargestPage}.");
        }
    }
}
