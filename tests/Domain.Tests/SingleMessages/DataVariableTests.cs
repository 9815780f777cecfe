using System.Text.Json;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tests.SingleMessages;

public sealed class DataVariableTests
{
    private const string Order = """
        {"Code":"A-7","order":{"total":5.50,"paid":true,"note":" ","items":[{"name":"Boots","price":5},{"name":"<Laces>","price":0.50}]}}
        """;

    [Theory]
    [InlineData("{{ data.Code }}", "A-7")]
    [InlineData("{{ data.code }}", "A-7")]
    [InlineData("{{ DATA.order.total }}", "5.5")]
    [InlineData("{{ data['order'].total }}", "5.5")]
    [InlineData("{{ data.order.total | plus: 1 }}", "6.5")]
    [InlineData("{% if data.order.paid %}paid{% endif %}", "paid")]
    [InlineData("{{ data.order.items.size }}", "2")]
    [InlineData("{% for item in data.order.items %}{{ item.name }} {{ item.price }};{% endfor %}", "Boots 5;<Laces> 0.5;")]
    [InlineData("{{ data.order.note | default: 'none' }}", "none")]
    [InlineData("{{ data.nothing | default: 'none' }}", "none")]
    [InlineData("{% if data.nothing.deeper %}x{% else %}y{% endif %}", "y")]
    public void Text_WithData_IsFilledWithIt(string text, string expected)
    {
        var filled = Render(new Creative("s", text, null));

        Assert.Equal(expected, filled.Text);
    }

    [Fact]
    public void Html_WithData_EscapesIt()
    {
        var filled = Render(new Creative("s", null, "<p>{% for item in data.order.items %}{{ item.name }}{% endfor %}</p>"));

        Assert.Contains("Boots&lt;Laces&gt;", filled.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ data.missing }}")]
    [InlineData("{{ data.order.missing }}")]
    [InlineData("{{ data.Code.deeper }}")]
    [InlineData("{{ data.order.note }}")]
    public void Value_ThatTheDataLacks_IsAFault(string text)
    {
        var errors = Check(text, Use(JsonElement.Parse(Order)));

        Assert.Contains("The data of the request has no", Assert.Single(errors["creative.text"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_InACreativeOfATask_IsAFault_AndInASavedOneNot()
    {
        var task = Check("{{ data.code }}", new CreativeUse(HasCampaign: false, HasUnsubscribeLink: false));
        var saved = Check("{{ data.code }}", new CreativeUse(HasCampaign: true, HasUnsubscribeLink: false) { HasData = true });

        Assert.Contains("Not everybody has the variable 'data.code'", Assert.Single(task["creative.text"]), StringComparison.Ordinal);
        Assert.Empty(saved);
    }

    private static Dictionary<string, string[]> Check(string text, CreativeUse use)
    {
        var errors = new ValidationErrors();
        CreativeValidator.Check(new Creative("s", text, null), ChannelKind.Email, use, "creative", errors);
        return errors.ToDictionary();
    }

    private static RenderedCreative Render(Creative creative)
    {
        var data = JsonElement.Parse(Order);
        var errors = new ValidationErrors();
        var good = CreativeValidator.Check(creative, ChannelKind.Email, Use(data), "creative", errors);
        Assert.Empty(errors.ToDictionary());
        var recipient = new CreativeRecipient("ann@example.net") { Data = data };
        return Assert.IsType<CreativeRendering.Filled>(CompiledCreative.From(good!, ChannelKind.Email).Render(recipient)).Content;
    }

    private static CreativeUse Use(JsonElement data) => new(HasCampaign: false, HasUnsubscribeLink: false) { HasData = true, Data = data };
}
