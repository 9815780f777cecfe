using System.Diagnostics;
using System.Globalization;
using CampaignTasks.Application.Imports;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Development;
using CampaignTasks.Storage.Imports;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// The reception of CSV files, without the storing of their records afterwards: rows per second and the process's peak memory, which must
/// not grow with the file. Orders come in the order of their ids, and sorted by product so that an order's lines lie far apart.
/// </summary>
internal static class Imports
{
    private const int Products = 500;
    private const int LinesOfAnOrder = 3;

    private static readonly string[] Countries = ["FR", "DE", "ES", "IT"];

    public static async Task<int> RunAsync(int rows)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
        var tables = new StorageTables(azurite.Account.NewTables(_ => { }), Options.Create(new StorageOptions { HubName = "Files" }));
        await new StorageInitializer(tables).EnsureAsync(CancellationToken.None);
        var store = new TableImportStore(tables);
        foreach (var size in new[] { rows / 100, rows / 10, rows })
        {
            await MeasureAsync("contacts", ImportKind.Contacts, Contacts(size), size, store);
            await MeasureAsync("orders in sequence", ImportKind.Orders, Orders(size, byProduct: false), size, store);
            await MeasureAsync("orders by product", ImportKind.Orders, Orders(size, byProduct: true), size, store);
        }

        return 0;
    }

    private static async Task MeasureAsync(string what, ImportKind kind, IEnumerable<string> lines, int rows, TableImportStore store)
    {
        var job = new ImportJob
        {
            TenantId = "t",
            Id = string.Create(CultureInfo.InvariantCulture, $"01k{(int)kind}{Stopwatch.GetTimestamp():D22}"),
            Kind = kind,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        var (clock, before) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        await using var file = new LineStream(lines);
        job = await new ImportUpload(store, new InMemorySettingsStore(), new NoRunner(), TimeProvider.System).TakeAsync(
            job,
            file,
            isCsv: true,
            CancellationToken.None
        );
        var spent = Process.GetCurrentProcess().TotalProcessorTime - before;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {rows:N0} rows, {job.Records:N0} records, {job.FaultCount:N0} faults, {job.Parts:N0} parts: {rows / clock.Elapsed.TotalSeconds:N0} rows/s, {spent.TotalMicroseconds / rows:N1} µs of processor time a row; peak memory so far {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:N0} MiB"
        );
        Console.WriteLine(line);
        await store.DeletePartsAsync(job.TenantId, job.Id, from: 0, CancellationToken.None);
    }

    private static IEnumerable<string> Contacts(int rows) =>
        Enumerable
            .Range(0, rows)
            .Select(i =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"c{i},c{i}@example.net,{Countries[i % 4]},{(i % 10 is 0 ? $"\"Ann, the {i}th\"" : $"Ann{i}")},{i % 1000}.5,subscribed\r\n"
                )
            )
            .Prepend("id,email,country,firstName,points:number,consent.email\r\n");

    private static IEnumerable<string> Orders(int rows, bool byProduct) =>
        Enumerable
            .Range(0, rows)
            .Select(i =>
                byProduct
                    ? (Order: i % (rows / LinesOfAnOrder), Product: i / (rows / LinesOfAnOrder))
                    : (Order: i / LinesOfAnOrder, Product: i % Products)
            )
            .Select(line =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"o{line.Order},c{line.Order % 1000},2026-01-01T00:00:00Z,successful,EUR,p{line.Product},1,{line.Order % 100}.90\r\n"
                )
            )
            .Prepend("id,contact,at,status,currency,product,quantity,price\r\n");

    private sealed class NoRunner : IImportRunner
    {
        public Task StartAsync(ImportJob job, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
