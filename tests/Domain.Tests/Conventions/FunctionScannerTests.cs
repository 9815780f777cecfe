namespace CampaignTasks.Domain.Tests.Conventions;

/// <summary>A rule whose checker sees nothing is no rule.</summary>
public sealed class FunctionScannerTests
{
    [Fact]
    public void Functions_OfEveryShape_AreFoundWithTheirLength()
    {
        const string source = """"
            public sealed class Shapes(int a)
            {
                public Shapes() : this(1)
                {
                }

                public static async Task<int> LongAsync<T>(
                    int b, string c = "} ) {")
                    where T : struct
                {
                    if (b > 0)
                    {
                        // } not this one
                        var c = '}';
                        var d = $"{(b > 1 ? "{" : "{{")} {{ {c + $"{d}\""}";
                    }

                    int Local(int d)
                    {
                        return d;
                    }
                }

                private string Arrow(int e) => e switch
                {
                    1 => $"{e}",
                    _ => "x;",
                };

                public int Property { get; } = Call(2);
            }
            """";

        var found = FunctionScanner.Functions(source).ToList();

        Assert.Equal([("Shapes", 3), ("LongAsync", 16), ("Local", 4), ("Arrow", 5)], found.Select(f => (f.Name, f.Lines)));
        Assert.Equal(3, found[0].Line);
    }

    [Fact]
    public void Functions_OfThisProject_AreSeen() =>
        Assert.True(SourceFiles.CSharp().Sum(file => FunctionScanner.Functions(SourceFiles.Read(file)).Count()) > 100);
}
