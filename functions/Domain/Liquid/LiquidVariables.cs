using Fluid;
using Fluid.Values;
using NodaTime;

namespace CampaignTasks.Domain.Liquid;

/// <summary>The variables of a text: what they are for one recipient.</summary>
public abstract class LiquidVariables : FluidValue
{
    /// <summary>The time that <c>now</c> stands for.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>The zone in which dates are written.</summary>
    public abstract DateTimeZone Zone { get; }

    /// <inheritdoc/>
    public override FluidValues Type => FluidValues.Object;

    /// <inheritdoc/>
    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => Find(name);

    /// <inheritdoc/>
    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => Find(index.ToStringValue());

    /// <inheritdoc/>
    public override bool Equals(FluidValue? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <inheritdoc/>
    public override bool ToBooleanValue() => true;

    /// <inheritdoc/>
    public override decimal ToNumberValue() => 0;

    /// <inheritdoc/>
    public override string ToStringValue() => "";

    /// <inheritdoc/>
    public override object ToObjectValue() => this;

    /// <summary>Finds the value of a name, whatever its case; nil when there is none.</summary>
    public abstract FluidValue Find(string name);
}
