using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CampaignTasks.Durable;

/// <summary>Turns inputs, results, events and statuses into the JSON text that histories keep, and back. Thread safe.</summary>
public abstract class DataConverter
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">The value; null gives null.</param>
    /// <returns>JSON text, or null.</returns>
    public abstract string? Serialize(object? value);

    /// <summary>Reads a value.</summary>
    /// <param name="data">JSON text; null gives null.</param>
    /// <param name="targetType">The type to read.</param>
    public abstract object? Deserialize(string? data, Type targetType);

    /// <summary>Writes a value as a declared type, so that a polymorphic type keeps its discriminator.</summary>
    /// <param name="value">The value; null gives null.</param>
    /// <param name="declaredType">The type to write it as.</param>
    public virtual string? Serialize(object? value, Type declaredType) => Serialize(value);

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">The type to read.</typeparam>
    /// <param name="data">JSON text; null gives <c>default</c>.</param>
    public virtual T? Deserialize<T>(string? data) => data is null ? default : (T?)Deserialize(data, typeof(T));
}

/// <summary>
/// System.Text.Json over the type resolvers of the given options: no reflection, so every type that crosses the durable boundary must be in
/// one of the source-generated contexts.
/// </summary>
/// <remarks>
/// A value whose base class lists it as <c>[JsonDerivedType]</c> is written as that base class, with the discriminator; so it can be read
/// back as the base class wherever it was given as <see cref="object"/>.
/// </remarks>
/// <param name="options">Options with a resolver; they become read-only.</param>
public sealed class JsonDataConverter(JsonSerializerOptions options) : DataConverter
{
    private readonly ConcurrentDictionary<Type, JsonTypeInfo> _writers = new();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">No context knows the type.</exception>
    public override string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, _writers.GetOrAdd(value.GetType(), Writer));

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">No context knows the type.</exception>
    public override string? Serialize(object? value, Type declaredType) =>
        value is null || declaredType == typeof(object) ? Serialize(value) : JsonSerializer.Serialize(value, options.GetTypeInfo(declaredType));

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">No context knows the type.</exception>
    /// <exception cref="JsonException">The text is not such a value.</exception>
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, options.GetTypeInfo(targetType));

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">No context knows the type.</exception>
    /// <exception cref="JsonException">The text is not such a value.</exception>
    public override T? Deserialize<T>(string? data)
        where T : default => data is null ? default : JsonSerializer.Deserialize(data, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));

    private JsonTypeInfo Writer(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null && ancestor != typeof(object); ancestor = ancestor.BaseType)
            if (options.TryGetTypeInfo(ancestor, out var info) && Lists(info, type))
                return info;
        return options.GetTypeInfo(type);
    }

    private static bool Lists(JsonTypeInfo info, Type type) =>
        info.PolymorphismOptions is { } polymorphism && polymorphism.DerivedTypes.Any(derived => derived.DerivedType == type);
}
