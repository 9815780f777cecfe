using System.Text;
using CampaignTasks.Domain.Webhooks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Webhooks;

public sealed class StandardWebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"test\": 2432232314}");

    [Fact]
    public void Sign_TheExampleOfTheReferenceLibraries_IsAsTheySignIt()
    {
        Assert.Equal(Expected, StandardWebhookSignature.Sign(Id, At, Body, StandardWebhookSignature.ReadKey(Secret)!));
        Assert.Equal("1614265330", StandardWebhookSignature.Timestamp(At));
    }

    [Fact]
    public void Sign_WithTwoKeys_ListsBoth()
    {
        var signatures = StandardWebhookSignature.Sign(Id, At, Body, new byte[32], StandardWebhookSignature.ReadKey(Secret)!).Split(' ');

        Assert.Equal(2, signatures.Length);
        Assert.Equal(Expected, signatures[1]);
        Assert.NotEqual(signatures[0], signatures[1]);
    }

    [Fact]
    public void Sign_AnIdWithAFullStop_IsRefused() =>
        Assert.Throws<ArgumentException>(() => StandardWebhookSignature.Sign("a.1", At, Body, new byte[32]));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void ReadKey_OfWhatIsNoSecret_IsNothing(string? secret) => Assert.Null(StandardWebhookSignature.ReadKey(secret));

    [Property]
    public Property ReadKey_OfASecret_IsTheKey() =>
        Prop.ForAll(Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>(), 40).ToArbitrary(), key =>
            StandardWebhookSignature.ReadKey(StandardWebhookSignature.ToSecret(key))!.SequenceEqual(key)
        );
}
