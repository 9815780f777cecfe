using CampaignTasks.Application.Joins;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Application.Tests.Joins;

public sealed class JoinLinkTokenTests
{
    private const string Secret = "webhook-secret-0123456789";
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = Now + ChatJoiner.Lifetime;

    [Property]
    public Property Token_OfAnyContact_LeadsBackToIt_InTheFormThatMessengersPassOn() =>
        Prop.ForAll(Ids().ToArbitrary(), id =>
            JoinLinkToken.Write(id, Until, Secret) is { Length: <= 64 } token
            && token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            && JoinLinkToken.TryRead(token, Now, Secret, out var read)
            && read == id
        );

    [Property]
    public Property Token_WithAnyLetterChanged_LeadsNowhere() =>
        Prop.ForAll(Ids().ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (id, place) =>
        {
            var token = JoinLinkToken.Write(id, Until, Secret)!;
            // The last letter has bits that mean nothing.
            var i = place % (token.Length - 1);
            var changed = $"{token[..i]}{(token[i] is 'A' ? 'B' : 'A')}{token[(i + 1)..]}";
            return !JoinLinkToken.TryRead(changed, Now, Secret, out _);
        });

    [Fact]
    public void Token_AfterItsTime_LeadsNowhere()
    {
        var token = JoinLinkToken.Write("c1", Until, Secret)!;

        Assert.True(JoinLinkToken.TryRead(token, Until.AddMinutes(-1), Secret, out _));
        Assert.False(JoinLinkToken.TryRead(token, Until, Secret, out _));
    }

    [Fact]
    public void Token_OfAnotherAccount_LeadsNowhere() =>
        Assert.False(JoinLinkToken.TryRead(JoinLinkToken.Write("c1", Until, "another-secret")!, Now, Secret, out _));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not a token")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Token_OfAnyText_LeadsNowhere(string text) => Assert.False(JoinLinkToken.TryRead(text, Now, Secret, out _));

    [Fact]
    public void Token_OfAnIdThatIsTooLong_IsNone() => Assert.Null(JoinLinkToken.Write(new string('x', 33), Until, Secret));

    private static Gen<string> Ids() =>
        Gen.OneOf(
            Gen.Elements("c1", "a@b.example", "x=+:._-", new string('x', 32), "0190f5a2-7c3e-4b1d-9f2a-6d8e4c1b7a90"),
            Gen.Choose(1, 32)
                .SelectMany(length => Gen.ArrayOf(Gen.Elements("abcXYZ019._-:@+=".ToCharArray()), length))
                .Select(letters => $"c{new string(letters)[1..]}")
        );
}
