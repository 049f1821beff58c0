namespace Scaffold.Checks;

/// <summary>Ways an image is used on SageMaker; a check runs when one of its profiles is wanted. <see cref="ProfileNames"/> names them for people.</summary>
[Flags]
public enum Profile
{
    None = 0,

    /// <summary>A training job (contract §1 to §3).</summary>
    Train = 1,

    /// <summary>A real-time endpoint (§5).</summary>
    Serve = 2,

    /// <summary>Batch transform (§7.1).</summary>
    Batch = 4,

    /// <summary>Asynchronous inference (§7.2).</summary>
    Async = 8,

    /// <summary>Several models behind one endpoint, loaded on demand (§6).</summary>
    MultiModel = 16,

    /// <summary>A container among others behind one endpoint (§5.6).</summary>
    Pipeline = 32,

    /// <summary>A serverless endpoint (§7.3).</summary>
    Serverless = 64,

    /// <summary>Answers in parts (§5.4).</summary>
    Streaming = 128,

    /// <summary>WebSockets in both directions (§5.4).</summary>
    Bidirectional = 256,

    /// <summary>Training on several hosts (§4).</summary>
    Distributed = 512,

    /// <summary>Started by the ModelTrainer of the Python SDK 3 (§3.6).</summary>
    ModelTrainer = 1024,

    /// <summary>A processing job (§8).</summary>
    Processing = 2048,

    /// <summary>What is judged where nobody says more.</summary>
    Default = Train | Serve,

    /// <summary>Uses of an image that answers requests.</summary>
    Hosting = Serve | Batch | Async | MultiModel | Pipeline | Serverless | Streaming | Bidirectional,

    /// <summary>Uses of an image that trains.</summary>
    Jobs = Train | Distributed | ModelTrainer,

    All = Hosting | Jobs | Processing,
}
