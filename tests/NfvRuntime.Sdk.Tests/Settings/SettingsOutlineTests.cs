using NfvRuntime.Sdk.Settings;
using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Settings;

public class SettingsOutlineTests
{
    private enum Mood
    {
        Calm,
        VeryAngry,
    }

    [Fact]
    public void Every_key_that_a_kind_asks_for_is_described() => Assert.Equal(
        [
            new("n", "a whole number from 1 to 9", true, ""),
            new("mood", "one of calm, very-angry", false, "very-angry"),
            new("time", Format.Duration().Expected, false, "1.5s"),
            new("on", "true or false", false, "true"),
            new("names", Format.ListOf(Format.Text).Expected, false, "a, b"),
            new("raw", "", false, ""),
        ],
        SettingsOutline.Of(Kind(reader =>
        {
            reader.Required("n", Format.Int(1, 9));
            reader.Optional("mood", Format.Word<Mood>(), Mood.VeryAngry);
            reader.Optional("time", Format.Duration(), TimeSpan.FromSeconds(1.5));
            reader.Optional("on", Format.Bool, true);
            reader.Optional("names", Format.ListOf(Format.Text), ["a", "b"]);
            return reader.Node("raw") ?? new object();
        })));

    [Fact]
    public void A_kind_that_falls_over_what_is_missing_is_described_so_far() => Assert.Equal(
        ["names"],
        SettingsOutline.Of(Kind(reader => reader.Required("names", Format.ListOf(Format.Text))[0])).Select(setting => setting.Key));

    private static StageKind Kind(Func<SettingsReader, object> read) =>
        StageKind.Define("k", "For tests.", read, (stage, _) => new ScriptStage(stage, new Script((_, _) => { })));
}
