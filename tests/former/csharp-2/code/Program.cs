// The training program: yours to edit. `train` starts it with the job's hyperparameters as arguments (`--epochs 40`)
// and SM_* in the environment; what it leaves in SM_MODEL_DIR becomes model.tar.gz. By hand, from the repository's root:
//   SM_CHANNEL_TRAIN=samples/data/train SM_MODEL_DIR=/tmp/model dotnet run --project code -- --epochs 10
using Training;

const int CheckpointEvery = 10;

try
{
    using var stop = new StopSignal();
    var folders = Folders.FromEnvironment();
    var wanted = Arguments.Read(args);
    Console.WriteLine(wanted);

    var data = Dataset.Read(folders.TrainChannel);
    Console.WriteLine($"read {data.Rows.Count} rows of {data.Width} features from {folders.TrainChannel}");

    var classifier = new Classifier(data, wanted);
    var checkpoints = new Checkpoints(folders.Checkpoints);

    var epoch = checkpoints.Restore(classifier);
    while (epoch < wanted.Epochs && !(stop.Requested && epoch > 0))
    {
        classifier.TrainOneEpoch();
        epoch++;
        Console.WriteLine($"epoch={epoch} {classifier.Evaluate()}");
        if (epoch % CheckpointEvery == 0 || stop.Requested)
            checkpoints.Save(classifier, epoch);
    }

    // TRN-14: what is in the model's folder is uploaded after a stop, too.
    if (stop.Requested)
        Console.WriteLine($"stopped on request after epoch {epoch} of {wanted.Epochs}");
    if (Host.IsLeader)
        WholeFile.Write(Path.Combine(folders.Model, Classifier.ModelFile), classifier.SaveModel);
    Console.WriteLine($"finished epoch={epoch} {classifier.Evaluate()}");
    return 0;
}
catch (Exception e) when (e is InvalidDataException or ArgumentException or IOException or UnauthorizedAccessException)
{
    // The last line of stderr becomes the first line of the failure file (FS-16), so it says what to mend.
    Console.Error.WriteLine($"{e.GetType().Name}: {e.Message}");
    return 1;
}
