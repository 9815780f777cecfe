using CampaignTasks.Domain.Liquid;
using Fluid.Values;
using NodaTime;

namespace CampaignTasks.Domain.Creatives;

/// <summary>A recipient's attributes, as <c>attributes</c> in a text.</summary>
internal sealed class RecipientAttributes(RecipientVariables recipient) : LiquidVariables
{
    /// <inheritdoc/>
    public override DateTimeOffset Now => recipient.Now;

    /// <inheritdoc/>
    public override DateTimeZone Zone => recipient.Zone;

    /// <inheritdoc/>
    public override FluidValue Find(string name) => recipient.Attribute(name);
}
