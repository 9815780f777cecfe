using System.Diagnostics;
using System.Globalization;
using CampaignTasks.App.Emulator;

namespace CampaignTasks.App.Tests.Emulator;

public sealed class EmulatorTraceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("campaign-tasks-trace-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Find_NothingNoted_IsNothing() => Assert.Null(new EmulatorTrace(folder).Find());

    [Fact]
    public void Find_ANotedProcessThatRuns_FindsIt()
    {
        var trace = new EmulatorTrace(folder);
        trace.Write(Environment.ProcessId);

        using var found = trace.Find();

        Assert.Equal(Environment.ProcessId, found?.Id);
    }

    [Fact]
    public void Find_TheNumberOfALaterProcess_IsNothing()
    {
        using var self = Process.GetCurrentProcess();
        var earlier = new DateTimeOffset(self.StartTime).ToUniversalTime() - TimeSpan.FromMinutes(1);
        File.WriteAllText(Path.Combine(folder, "azurite.pid"), string.Create(CultureInfo.InvariantCulture, $"{self.Id} {earlier:O}"));

        Assert.Null(new EmulatorTrace(folder).Find());
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("many 2026-11-21T00:00:00Z")]
    [InlineData("2147483647 2026-11-21T00:00:00Z")]
    public void Find_ANoteThatLeadsNowhere_IsNothing(string note)
    {
        File.WriteAllText(Path.Combine(folder, "azurite.pid"), note);

        Assert.Null(new EmulatorTrace(folder).Find());
    }

    [Fact]
    public void Delete_Forgets()
    {
        var trace = new EmulatorTrace(folder);
        trace.Write(Environment.ProcessId);

        trace.Delete();

        Assert.Null(trace.Find());
    }
}
