using System.Text;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Files;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Api.Tests.Http;

public sealed class FileBodyTests
{
    private const string Words = "Zoë\r\n漢字\n";

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public async Task File_InPiecesOfAnySize_IsReadAsItsMarkSays(string encoding, bool isMarked)
    {
        var form = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. isMarked ? form.GetPreamble() : [], .. form.GetBytes(Words)];
        foreach (var size in Enumerable.Range(1, bytes.Length))
        {
            Assert.Equal(Words, await ReadAsync(bytes, size));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("abc")]
    public async Task File_ShorterThanAMark_IsReadWhole(string words) =>
        Assert.Equal(words, await ReadAsync(Encoding.UTF8.GetBytes(words), size: 1));

    [Fact]
    public async Task Whole_ThatFails_IsUndone_AndWhatIsWholeIsNot()
    {
        List<string> done = [];
        Task UndoAsync()
        {
            done.Add("undone");
            return Task.CompletedTask;
        }

        Assert.Equal(7, await AllOrNothing.RunAsync(() => Task.FromResult(7), UndoAsync));
        Assert.Empty(done);
        await Assert.ThrowsAsync<IOException>(() =>
            AllOrNothing.RunAsync(() => Task.FromException<int>(new IOException("It broke off.")), UndoAsync)
        );
        Assert.Equal(["undone"], done);
    }

    private static async Task<string> ReadAsync(byte[] bytes, int size)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<BodyCapacity>()
            .AddOptions<AppOptions>()
            .Services.BuildServiceProvider();
        var context = new DefaultHttpContext { Request = { Body = new Trickle(bytes, size) }, RequestServices = services };
        using var text = FileText.Read(await FileBody.OpenAsync(context));
        return await text.ReadToEndAsync();
    }

    /// <summary>Gives so many bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
