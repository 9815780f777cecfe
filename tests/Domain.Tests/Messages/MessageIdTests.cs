using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Messages;

public sealed class MessageIdTests
{
    private const long LastRun = (1L << 60) - 1;
    private const int LastPage = (1 << 24) - 1;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(LastRun, LastPage, 255)]
    [InlineData(LastRun, 0, 0)]
    [InlineData(0, LastPage, 0)]
    [InlineData(0, 0, 255)]
    public void ToGuid_AtTheLimits_IsReadBack(long run, int page, int index) =>
        Assert.True(IsReadBack(new MessageId(new RunId(run), page, index)));

    [Property]
    public Property ToGuid_OfAnyPlace_IsReadBack() => Prop.ForAll(AnyId(), IsReadBack);

    [Property]
    public Property ToGuid_OfAnyPlace_IsAVersion8Uuid() =>
        Prop.ForAll(AnyId(), id => id.ToGuid().Version == 8 && id.ToGuid().Variant is >= 8 and <= 11);

    [Property]
    public Property ToGuid_OfTwoPlaces_DiffersIfTheyDiffer() =>
        Prop.ForAll(AnyId(), AnyId(), (a, b) => (a == b) == (a.ToGuid() == b.ToGuid()));

    [Property]
    public bool TryFrom_OfARandomGuid_Refuses(Guid random) => !MessageId.TryFrom(random, out _);

    [Property]
    public Property TryFrom_WithAnyBitTurned_Refuses() => Prop.ForAll(AnyId(), Gen.Choose(0, 127).ToArbitrary(), (id, bit) =>
        {
            var bytes = id.ToGuid().ToByteArray(bigEndian: true);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            return !MessageId.TryFrom(new Guid(bytes, bigEndian: true), out _);
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("message")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void TryParse_OfAnythingElse_Refuses(string? text) => Assert.False(MessageId.TryParse(text, out _));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1 << 24, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 256)]
    public void MessageId_OutOfRange_Throws(int page, int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MessageId(new RunId(1), page, index));

    private static bool IsReadBack(MessageId id) =>
        MessageId.TryFrom(id.ToGuid(), out var read)
        && read == id
        && MessageId.TryParse(id.ToString(), out var parsed)
        && parsed == id
        && MessageId.TryParse(id.ToGuid().ToString("N"), out var bare)
        && bare == id;

    private static Arbitrary<MessageId> AnyId() =>
        (
            from high in Gen.Choose(0, (1 << 30) - 1)
            from low in Gen.Choose(0, (1 << 30) - 1)
            from page in Gen.Choose(0, LastPage)
            from index in Gen.Choose(0, 255)
            select new MessageId(new RunId(((long)high << 30) | (uint)low), page, index)
        ).ToArbitrary();
}
