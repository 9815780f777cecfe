using CampaignTasks.Domain.Addresses;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Addresses;

public sealed class RecipientIdentityTests
{
    [Property]
    public Property Spellings_OfOneAddress_AlwaysMeet() => Prop.ForAll(Spelled(), spelled =>
        {
            var (channel, _, one, other) = spelled;
            return Meet(channel, Normal(channel, one), Normal(channel, other));
        });

    [Property]
    public Property Addresses_ThatDiffer_NeverMeet() =>
        Prop.ForAll(Spelled(), Spelled(), (left, right) =>
            left.Channel != right.Channel
            || left.Canonical == right.Canonical
            || !Meet(left.Channel, Normal(left.Channel, left.One), Normal(right.Channel, right.Other))
        );

    [Property]
    public Property Sameness_IsAnEquivalence() => Prop.ForAll(Spelled(), Spelled(), Spelled(), (a, b, c) =>
        {
            var channel = a.Channel;
            string?[] all = [.. new[] { a, b, c }.Select(one => ChannelAddress.Normalize(channel, one.One, "GB").Address)];
            bool Same(int i, int j) => RecipientIdentity.IsSameAddress(channel, all[i], all[j]);
            return Same(0, 0) && Same(0, 1) == Same(1, 0) && !(Same(0, 1) && Same(1, 2) && !Same(0, 2));
        });

    [Fact]
    public void Key_OfAContact_IsTheContactWhateverTheAddress()
    {
        Assert.Equal("c1", RecipientIdentity.KeyOf("c1", ChannelKind.Email, "ann@example.net"));
        Assert.NotEqual(Key(ChannelKind.Email, "1"), Key(ChannelKind.Sms, "1"));
        Assert.DoesNotContain("ann", Key(ChannelKind.Email, "ann@example.net"), StringComparison.Ordinal);
    }

    [Fact]
    public void Set_KnowsContactsAddressesAndPairs()
    {
        var set = new RecipientSet(ChannelKind.Email, keepsPairs: true);
        Assert.True(set.TryAdd(new Recipient("ann@example.net", "c1")));
        Assert.False(set.TryAdd(new Recipient("other@example.net", "c1")));
        Assert.False(set.TryAdd(new Recipient("ANN@example.net", "c2")));
        Assert.False(set.TryAdd(new Recipient("Ann@example.net")));
        Assert.True(set.TryAdd(new Recipient("bob@example.net")));

        Assert.Equal((true, false), (set.HasContact("c1"), set.HasContact("c2")));
        Assert.Equal((true, false), (set.HasAddress("BOB@example.net"), set.HasAddress("other@example.net")));
        Assert.Equal((true, false), (set.Has("c1", "Ann@example.net"), set.Has("c1", "bob@example.net")));
        Assert.Equal((true, false), (set.Has(null, "bob@example.net"), set.Has(null, "ann@example.net")));
        Assert.False(set.HasContact("ann@example.net"));
    }

    [Fact]
    public void Set_OfMany_ForgetsNobodyAndInventsNobody()
    {
        var set = new RecipientSet(ChannelKind.Sms);
        Assert.All(Enumerable.Range(0, 10_000), n => Assert.True(set.Add($"+{n}")));
        Assert.All(Enumerable.Range(0, 10_000), n => Assert.False(set.Add($"+{n}")));
        Assert.False(set.HasAddress("+10000"));
    }

    private static string Key(ChannelKind channel, string address) => RecipientIdentity.KeyOf(contactId: null, channel, address);

    private static string Normal(ChannelKind channel, string typed) =>
        ChannelAddress.Normalize(channel, typed, "GB").Address
        ?? throw new InvalidOperationException($"{typed}: {ChannelAddress.Normalize(channel, typed, "GB").Fault}");

    private static bool Meet(ChannelKind channel, string one, string other)
    {
        var set = new RecipientSet(channel);
        set.Add(one);
        var meet = RecipientIdentity.IsSameAddress(channel, one, other);
        Assert.Equal(meet, Key(channel, one) == Key(channel, other));
        Assert.Equal(meet, RecipientIdentity.AddressKey(channel, one) == RecipientIdentity.AddressKey(channel, other));
        Assert.Equal(meet, set.HasAddress(other));
        return meet;
    }

    /// <summary>An address, and two ways to write it.</summary>
    private static Arbitrary<(ChannelKind Channel, string Canonical, string One, string Other)> Spelled() =>
        Gen.OneOf(
                Two(
                    ChannelKind.Email,
                    Gen.Elements("ann", "bob", "a.b+c").SelectMany(_ => Domains(), (local, domain) => $"{local}@{domain}"),
                    Email
                ),
                Two(ChannelKind.Sms, Gen.Choose(0, 999).Select(n => $"2079460{n:D3}"), Phone),
                Two(ChannelKind.Telegram, Gen.Elements("ann_smith", "bob_ray1"), Telegram)
            )
            .ToArbitrary();

    private static Gen<string> Domains() => Gen.Elements("example.net", "münchen.example", "straße.example", "例え.example", "i❤.example");

    private static Gen<(ChannelKind, string, string, string)> Two(
        ChannelKind channel,
        Gen<string> plain,
        Func<string, Gen<string>> spell
    ) => from one in plain from first in spell(one) from second in spell(one) select (channel, one, first, second);

    private static Gen<string> Email(string address) =>
        from text in Gen.Elements<Func<string, string>>(
            text => text,
            text => text.Split('@')[0].ToUpperInvariant() + "@" + text.Split('@')[1],
            text => text.Normalize(System.Text.NormalizationForm.FormD),
            text => text.Replace('.', '．').Replace("a．b", "a.b", StringComparison.Ordinal),
            text => text.Replace("@", "@\u00AD", StringComparison.Ordinal),
            text => text.Replace("ü", "Ü", StringComparison.Ordinal),
            text => text.Replace("exam", "ｅｘａｍ", StringComparison.Ordinal)
        )
        from wrap in Gen.Elements("{0}", " {0}\u200B", "<{0}>", "Ann B. <{0}>", "\"B, Ann\" <{0}>", "{0} (Ann)", "'{0}'", "mailto:{0}")
        select string.Format(System.Globalization.CultureInfo.InvariantCulture, wrap, text(address));

    private static Gen<string> Phone(string national) =>
        from form in Gen.Elements(
            "+44{0}",
            "+44 (0) {0}",
            "0044{0}",
            "0{0}",
            "44{0}",
            "tel:+44-{0}",
            "+44 (0){0}",
            "'+44{0}",
            "\u202A+44{0}"
        )
        from cut in Gen.Choose(1, 9)
        from gap in Gen.Elements("", " ", "-", "\u2011", "/", ".")
        select string.Format(System.Globalization.CultureInfo.InvariantCulture, form, national.Insert(cut, gap));

    private static Gen<string> Telegram(string name) =>
        Gen.Elements($"@{name}", $"@{name.ToUpperInvariant()}", $"https://t.me/{name}", $" t.me/{name.ToUpperInvariant()} ");
}
