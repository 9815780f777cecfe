using System.Globalization;
using System.Reflection;
using CampaignTasks.Application.Json;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Api.Http;

/// <summary>A request's query string, checked against what its endpoint knows.</summary>
internal sealed class Query : IBindableFromHttpContext<Query>
{
    public const int DefaultPage = 50;

    public const int LargestPage = 200;

    public const int LongestValue = 2048;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public int Limit { get; private set; } = DefaultPage;

    public string? Cursor => Text("cursor");

    public static ValueTask<Query?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<Query>());

    /// <summary>
    /// Middleware: reads the query string of every endpoint that does not leave it alone. Where there is none (404, 405), nothing is wrong
    /// with it.
    /// </summary>
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
        var errors = new ValidationErrors();
        var query = new Query();
        foreach (var (name, values) in context.Request.Query)
        {
            if (errors.IsFull)
            {
                errors.NoteMore();
                break;
            }

            query.Read(known, name, values.Count == 1 ? values[0] ?? "" : null, errors);
        }

        errors.ThrowIfAny();
        return query;
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public T? One<T>(string name)
        where T : struct, Enum => Text(name) is { } text && EnumNames.TryParse(text, out T value) ? value : null;

    public IReadOnlyCollection<T>? Any<T>(string name)
        where T : struct, Enum =>
        Text(name)
            ?.Split(',')
            .Select(text => EnumNames.TryParse(text, out T value) ? value : throw new InvalidOperationException("Checked before."))
            .ToHashSet();

    private void Read(IReadOnlyList<QueryParameter> known, string name, string? value, ValidationErrors errors)
    {
        if (known.FirstOrDefault(p => p.Name == name) is not { } parameter)
        {
            errors.Add(
                FieldNames.Shown(name),
                known.Count == 0
                    ? "There is no such query parameter: this address takes none."
                    : $"There is no such query parameter. Known here: {string.Join(", ", known.Select(p => p.Name))}."
            );
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

    private void ReadLimit(string name, string value, ValidationErrors errors)
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
