using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Tests.Addresses;

public sealed class SubscriberFormsTests
{
    [Theory]
    [InlineData("+525512345678", "+5215512345678")]
    [InlineData("+541112345678", "+5491112345678")]
    [InlineData("+551187654321", "+5511987654321")]
    [InlineData("+552161234567", "+5521961234567")]
    public void Numbers_OfOneSubscriber_ShareAKey(string number, string other)
    {
        Assert.Equal([number, other], SubscriberForms.Of(number));
        Assert.Equal([other, number], SubscriberForms.Of(other));
        Assert.Equal(RecipientIdentity.AddressKey(ChannelKind.Sms, number), RecipientIdentity.AddressKey(ChannelKind.Sms, other));
        Assert.Equal(RecipientIdentity.AddressKey(ChannelKind.Whatsapp, number), RecipientIdentity.AddressKey(ChannelKind.Whatsapp, other));
    }

    [Theory]
    [InlineData("+551131234567")] // A landline in São Paulo.
    [InlineData("+5511931234567")] // A mobile number whose rest is a landline's.
    [InlineData("+14255550123")]
    [InlineData("+33612345678")]
    [InlineData("+5255123456789")]
    [InlineData("+52155")]
    public void Number_WithOneFormOnly_IsItsOwnKey(string number)
    {
        Assert.Equal([number], SubscriberForms.Of(number));
        Assert.Equal(number, RecipientIdentity.AddressKey(ChannelKind.Sms, number));
    }

    [Fact]
    public void Address_OnAnotherChannel_HasNoForms() =>
        Assert.Equal("+525512345678", RecipientIdentity.AddressKey(ChannelKind.Inbox, "+525512345678"));

    [Fact]
    public void EmailAddress_WithCapitals_HasTheKeyOfItsSmallLetters() =>
        Assert.Equal(
            RecipientIdentity.AddressKey(ChannelKind.Email, "ann@example.net"),
            RecipientIdentity.AddressKey(ChannelKind.Email, "Ann@Example.net")
        );
}
