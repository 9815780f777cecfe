using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests;

public sealed class CursorCodecTests
{
    private static readonly string Cursor = CursorCodec.Write("tasks of a tenant", "01arz3ndektsv4rrffq69g5fav");

    [Property]
    public Property Cursor_OfAnyKey_IsReadBackByItsListOnly() =>
        Prop.ForAll<NonEmptyString, NonEmptyString>(
            (list, key) =>
            {
                var (name, text) = (Valid(list.Get), Valid(key.Get));
                var cursor = CursorCodec.Write(name, text);
                Assert.Equal(text, CursorCodec.Read(name, cursor));
                Assert.Throws<BadCursorException>(() => CursorCodec.Read($"{name}!", cursor));
            }
        );

    [Fact]
    public void Read_WithoutACursor_IsNull() => Assert.Null(CursorCodec.Read("list", cursor: null));

    public static TheoryData<string> OtherTexts =>
        ["", "nonsense", "a b", "!!!", "AAAAAAAA", Cursor[1..], Cursor + "A", new string('A', 701)];

    [Theory]
    [MemberData(nameof(OtherTexts))]
    public void Read_OfAnotherText_Throws(string text) =>
        Assert.Throws<BadCursorException>(() => CursorCodec.Read("tasks of a tenant", text));

    // Keys are what could be stored: no line break parts list and key, no half of a character, and not longer than a key may be.
    private static string Valid(string text) => string.Concat(text.Where(c => c is not '\n' && !char.IsSurrogate(c)).Take(100).Append('.'));
}
