namespace Portfolio.Simulator.Okx.Endpoints;

internal sealed class PublicEndpoints(SimulatorClock clock)
{
    public OkxAnswer Time(OkxCall call) => OkxAnswer.Data(json =>
    {
        json.WriteStartObject();
        json.WriteTime("ts", clock.Now);
        json.WriteEndObject();
    });

    /// <summary>No maintenance is planned.</summary>
    public static OkxAnswer Status(OkxCall call) => OkxAnswer.Data(_ => { });
}
