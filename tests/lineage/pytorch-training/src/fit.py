"""Trains the network on the channel training."""
import argparse
import os

import torch

import network


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--data", default=os.environ.get("SM_CHANNEL_TRAINING"))
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR"))
    args = parser.parse_args()
    data = torch.load(os.path.join(args.data, "train.pt"))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = network.make(10).to(device)
    optimizer = torch.optim.Adam(model.parameters())
    for epoch in range(args.epochs):
        loss = torch.nn.functional.cross_entropy(model(data["x"].to(device)), data["y"].to(device))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        print(f"epoch={epoch} loss={loss.item():.4f}")
    torch.save(model.state_dict(), os.path.join(args.model_dir, "model.pt"))


if __name__ == "__main__":
    main()
