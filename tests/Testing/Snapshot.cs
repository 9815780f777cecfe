using System.Runtime.CompilerServices;
using Xunit;

namespace CampaignTasks.Testing;

/// <summary>Compares a text with an approved file beside the test.</summary>
public static class Snapshot
{
    /// <summary>Fails when the text differs from the approved file. With <c>UPDATE_SNAPSHOTS=1</c> the file is written instead.</summary>
    public static void Matches(string text, string fileName, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, fileName);
        text = text.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{fileName} was never approved: run with UPDATE_SNAPSHOTS=1 and read what it wrote.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }
}
