using System.Security.Cryptography;
using CampaignTasks.Application.Configuration;

namespace CampaignTasks.Application.Secrets;

/// <summary>The keys that secrets are encrypted with.</summary>
internal static class EncryptionKeys
{
    private const string FileName = "encryption.key";

    /// <summary>
    /// Creates the protector for these options. In Development a missing key is generated once and kept in the data folder.
    /// </summary>
    /// <exception cref="InvalidOperationException">A key is missing outside Development, or invalid.</exception>
    public static AesGcmSecretProtector Open(AppOptions options, IHostEnvironment environment)
    {
        var current =
            options.EncryptionKey is { Length: > 0 } text ? Read(text, nameof(AppOptions.EncryptionKey))
            : environment.IsDevelopment() ? Kept(Path.Combine(environment.ContentRootPath, options.DataFolder))
            : throw new InvalidOperationException(
                "CampaignTasks__EncryptionKey is not set: give 32 random bytes in base64, as 'openssl rand -base64 32' prints them. "
                    + "Keep them: without them stored secrets cannot be decrypted."
            );
        var previous = (options.PreviousEncryptionKeys ?? "").Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        return new AesGcmSecretProtector(current, previous.Select(key => Read(key, nameof(AppOptions.PreviousEncryptionKeys))));
    }

    private static byte[] Read(string text, string setting)
    {
        var key = new byte[AesGcmSecretProtector.KeyBytes + 1];
        return Convert.TryFromBase64String(text.Trim(), key, out var count) && count == AesGcmSecretProtector.KeyBytes
            ? key[..count]
            : throw new InvalidOperationException(
                $"CampaignTasks__{setting} is not 32 bytes in base64: make one with 'openssl rand -base64 32'."
            );
    }

    private static byte[] Kept(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        if (!File.Exists(path))
        {
            // Written completely under another name, then moved without overwriting: of two processes that start at once, one key stays.
            var draft = $"{path}.{Environment.ProcessId}";
            using (var writer = new StreamWriter(draft, options))
            {
                writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(AesGcmSecretProtector.KeyBytes)));
            }

            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
            }
        }

        return Read(File.ReadAllText(path), nameof(AppOptions.EncryptionKey));
    }
}
