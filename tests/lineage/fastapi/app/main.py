"""Scores rows with the booster of /opt/ml/model."""
from pathlib import Path

import pandas as pd
import xgboost
from fastapi import FastAPI, Request, Response

app = FastAPI()
booster = xgboost.Booster(model_file=Path("/opt/ml/model/model.json"))


@app.get("/ping")
def ping():
    return {}


@app.post("/invocations")
async def invocations(request: Request):
    rows = pd.DataFrame(await request.json())
    return Response("\n".join(map(str, booster.predict(xgboost.DMatrix(rows)))), media_type="text/csv")
