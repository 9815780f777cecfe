using Fluid;

namespace CampaignTasks.Domain.Liquid;

/// <summary>The filling of one text for one recipient.</summary>
internal sealed class LiquidContext(LiquidVariables variables, LiquidOutput output, bool isHtml)
    : TemplateContext(variables, LiquidFilters.Options)
{
    /// <summary>The recipient's values.</summary>
    public LiquidVariables Variables => variables;

    /// <summary>The output so far.</summary>
    public LiquidOutput Output => output;

    /// <summary>Whether values are escaped.</summary>
    public bool IsHtml => isHtml;

    /// <inheritdoc cref="LiquidOutput.Spend"/>
    public void Spend(int characters) => output.Spend(characters);
}
